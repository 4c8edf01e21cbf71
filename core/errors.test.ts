import { describe, expect, test } from 'vitest';
import { catalogue, errorBody, TrellisError } from './errors';

const page = (): string => {
  const rows = Object.entries(catalogue).map(
    ([code, { kind, message, nextStep }]) => `| \`${code}\` | ${kind} | ${message} | ${nextStep} |`,
  );
  return [
    '# Error catalogue',
    '',
    'Every error that Trellis shows or answers: the code to branch on, the sentence, and what to do next. In GraphQL the code is',
    '`errors[].errorType` and the next step `errors[].errorInfo.nextStep`; HTTP routes answer `{"error": {code, message, nextStep}}`.',
    'Words in braces are filled in. This page is written from `core/errors.ts`: `npx vitest run core/errors.test.ts -u`.',
    '',
    '| code | kind | sentence | next step |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
};

describe('the error catalogue', () => {
  test('docs/errors.md lists every code with its sentence and next step', async () => {
    await expect(page()).toMatchFileSnapshot('../docs/errors.md');
  });

  test.each(Object.entries(catalogue))(
    '%s says what is wrong and what to do in whole sentences',
    (_code, entry) => {
      for (const text of [entry.message, entry.nextStep]) {
        expect(text).toMatch(/^[A-Z{].*\.$/);
        expect(text).not.toMatch(/successfully|something went wrong|please|!/i);
      }
    },
  );

  test('values are filled into the sentence and unknown braces stay visible', () => {
    expect(new TrellisError('app.name_taken', { name: 'api' }).message).toBe(
      'An app named api exists already.',
    );
    expect(new TrellisError('app.name_taken').message).toContain('{name}');
  });

  test('an error that is not of the catalogue keeps its text to itself', () => {
    expect(JSON.stringify(errorBody(new Error('password=hunter2')))).not.toContain('hunter2');
  });
});
