import { expect, it } from 'vitest';
import { catalogue } from '../../../core/errors';
import { readWayBack } from './way-back';

const read = (query: string) => readWayBack(new URLSearchParams(query));

it('tells what went wrong in the words of the catalogue', () => {
  expect(read('problem=github.code_used').problem).toEqual({
    message: catalogue['github.code_used'].message,
    nextStep: catalogue['github.code_used'].nextStep,
  });
});

it.each(['problem=Call+0900-1234', 'problem=auth.forbidden', 'problem=__proto__', 'problem='])(
  '%s puts no word of the address on the page',
  (query) => {
    expect(read(query).problem?.message).toContain('the way back from GitHub failed');
  },
);

it('tells an installation from one that must be allowed', () => {
  expect(read('installed')).toEqual({ installed: true, requested: false });
  expect(read('requested')).toEqual({ installed: false, requested: true });
  expect(read('')).toEqual({ installed: false, requested: false });
});
