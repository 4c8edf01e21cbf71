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
  'deployment.not_found': {
    kind: 'not_found',
    message: 'There is no deployment {id}.',
    nextStep: "Open the app's activity and choose a deployment that exists.",
  },
  'log.not_started': {
    kind: 'conflict',
    message: 'Deployment {id} has not run, so it has no log.',
    nextStep: 'Nothing to do: only the task that runs a deployment writes its log.',
  },
  'log.other_task': {
    kind: 'forbidden',
    message: 'Task {task} does not run deployment {id}, so its lines are no part of that log.',
    nextStep: 'Nothing to do: only the task that runs a deployment writes its log.',
  },
  'log.not_in_order': {
    kind: 'invalid',
    message: 'The chunks of a call must ascend and may not overlap; the one from line {line} on breaks that.',
    nextStep: 'Sort them by their first line and send them again.',
  },
  'log.after_end': {
    kind: 'conflict',
    message: 'The log of deployment {id} has ended with {lines} lines, so it has no line {line}.',
    nextStep: 'Nothing to do: the log is whole without it.',
  },
  'log.conflict': {
    kind: 'conflict',
    message: 'Lines {from} to {to} of deployment {id} are stored already, and not as these.',
    nextStep: 'Nothing to do: what is stored stays as it is.',
  },
  'log.busy': {
    kind: 'upstream',
    message: 'The log of deployment {id} could not take these lines now.',
    nextStep: 'Send them again.',
  },
  'internal.unexpected': {
    kind: 'internal',
    message: 'Trellis could not finish this: {detail}.',
    nextStep: 'Try again; when it repeats, report it with the time of day.',
  },
} as const;
