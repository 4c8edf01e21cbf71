/** Errors of the catalogue, in the shape that every client of the API reads. */
import { util } from '@aws-appsync/utils';
import { resolverErrors } from '../../core/resolver-errors';

/** Ends the request with an error of the catalogue; words in braces are filled in. */
export function fail(code: keyof typeof resolverErrors, values: Record<string, string>): never {
  const { message, nextStep } = resolverErrors[code];
  const names = Object.keys(values);
  const sentence = names.reduce(
    (text, name) => text.replaceAll(`{${name}}`, values[name] ?? ''),
    `${message}`,
  );
  const advice = names.reduce(
    (text, name) => text.replaceAll(`{${name}}`, values[name] ?? ''),
    `${nextStep}`,
  );
  return util.error(sentence, code, null, { code, nextStep: advice });
}

/** Ends the request when the data source failed. What it said is for the log, not for people. */
export function failOnError(error: { message: string; type: string } | null | undefined): void {
  if (error) {
    console.error(error.type, error.message);
    fail('internal.unexpected', { detail: 'the data could not be read or written' });
  }
}
