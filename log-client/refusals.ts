/** Which refusals of the service stay what they are, and which may pass. */
import type { RealtimeError } from './appsync-messages';

/** So often in a row may a refusal pass that could be over the next time, as that of a token which was just renewed. */
const MOST_REFUSALS = 4;

/** Asking again changes nothing about these. */
const lasting: ReadonlySet<string> = new Set([
  'Unauthorized',
  'BadRequestException',
  'MalformedHttpRequestException',
  'NoProtocolError',
  'UnsupportedOperation',
  'MaxSubscriptionsReachedError',
  'DuplicatedOperationError',
]);

/** A code of the error catalogue, such as `auth.forbidden`: an answer of Trellis and not a trouble of the service. */
const isAnswer = (errorType: string): boolean =>
  errorType.includes('.') && !errorType.startsWith('internal.');

/**
 * True when it is no use to ask again.
 *
 * @param refusals how often it was refused in a row, this time included
 */
export const isFinal = (errors: readonly RealtimeError[], refusals: number): boolean =>
  refusals >= MOST_REFUSALS ||
  errors.some(
    ({ errorType = '', errorCode }) =>
      lasting.has(errorType) || isAnswer(errorType) || errorCode === 400 || errorCode === 403,
  );
