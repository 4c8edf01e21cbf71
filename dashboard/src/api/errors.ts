/** Turns what a call throws into what a person reads: the catalogue's sentence and next step, or that the host is away. */
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** A failure as a page shows it. */
export interface Problem {
  message: string;
  nextStep: string;
  /** The catalogue's code, for scripts and for choosing a page. */
  code?: string;
}

/** The members of an AppSync error that the dashboard reads. */
interface AppSyncError {
  message?: string;
  errorType?: string | null;
  errorInfo?: { nextStep?: string } | null;
}

const offline: Problem = {
  message: 'The host does not answer.',
  nextStep: 'Check that Trellis is running. This page goes on by itself once it is.',
};

const fromAppSync = (error: AppSyncError): Problem => ({
  message: error.message ?? 'The API refused this call.',
  nextStep: error.errorInfo?.nextStep ?? 'Reload the page and try again.',
  ...(error.errorType ? { code: error.errorType } : {}),
});

const firstOf = (bodyText: string): AppSyncError | undefined => {
  try {
    return (JSON.parse(bodyText) as { errors?: AppSyncError[] }).errors?.[0];
  } catch {
    return undefined;
  }
};

/** Any thrown value as a `Problem`. */
export const problemOf = (thrown: unknown): Problem => {
  if (CombinedGraphQLErrors.is(thrown)) {
    const [first] = thrown.errors;
    if (first) return fromAppSync(first);
  }
  if (ServerError.is(thrown)) {
    const first = firstOf(thrown.bodyText);
    if (first) return fromAppSync(first);
    return { message: `The host answered with status ${thrown.statusCode}.`, nextStep: offline.nextStep };
  }
  return offline;
};

/** How the catalogue's sentences about one field begin. */
const prefixes: Partial<Record<string, (field: string) => string>> = {
  'input.invalid': (field) => `${field}: `,
  'input.too_large': (field) => `${field} `,
};

/** What is wrong with one field of a form, when that is what a problem is about: "Must be from 0 to 10." */
export const fieldProblem = (problem: Problem | undefined, field: string): string | undefined => {
  const prefix = prefixes[problem?.code ?? '']?.(field);
  if (!problem || prefix === undefined || !problem.message.startsWith(prefix)) return undefined;
  const text = problem.message.slice(prefix.length);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** True when the token was refused, so that a fresh one may help. */
export const isUnauthorized = (thrown: unknown): boolean =>
  (ServerError.is(thrown) && thrown.statusCode === 401) ||
  (CombinedGraphQLErrors.is(thrown) &&
    thrown.errors.some((error) => (error as AppSyncError).errorType === 'UnauthorizedException'));
