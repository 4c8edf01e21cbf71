import { expect, test } from 'vitest';
import { durationText } from './durations';

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [60, '1 minute'],
  [7_200, '2 hours'],
  [129_600, '36 hours'],
  [259_200, '3 days'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
