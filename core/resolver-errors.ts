/**
 * The part of the error catalogue that JS resolvers raise: plain data, so that a resolver's bundle stays small and inside
 * what APPSYNC_JS can run. `core/errors.ts` holds it together with the rest.
 */
export const resolverErrors = {
  'input.invalid': {
    kind: 'invalid',
    message: '{field}: {problem}.',
    nextStep: 'Correct the value and send it again.',
  },
  'input.too_large': {
    kind: 'invalid',
    message: '{field} is longer than {limit}.',
    nextStep: 'Shorten it and send it again.',
  },
  'auth.forbidden': {
    kind: 'forbidden',
    message: '{who} may not {action}.',
    nextStep: 'Ask an owner of this installation for the permission {permission}.',
  },
  'app.not_found': {
    kind: 'not_found',
    message: 'There is no app {id}.',
    nextStep: 'Open the list of apps and choose one that exists.',
  },
  'environment.not_found': {
    kind: 'not_found',
    message: 'There is no environment {id}.',
    nextStep: "Open the app's page and choose an environment that exists.",
  },
  'environment.name_taken': {
    kind: 'conflict',
    message: 'The app has an environment named {name} already.',
    nextStep: 'Choose another name.',
  },
  'environment.protected_automatic': {
    kind: 'conflict',
    message: '{name} is protected, so pushes cannot deploy to it by themselves.',
    nextStep: 'Turn protection off first, or leave automatic deployment off.',
  },
  'environment.no_branch': {
    kind: 'conflict',
    message: '{name} follows no branch.',
    nextStep: 'Set a branch in its settings, or name one in the call.',
  },
  'environment.changed': {
    kind: 'conflict',
    message: '{name} was changed by someone else at the same moment.',
    nextStep: 'Reload its settings and make the change again.',
  },
  'internal.unexpected': {
    kind: 'internal',
    message: 'Trellis could not finish this: {detail}.',
    nextStep: 'Try again; when it repeats, report it with the time of day.',
  },
} as const;
