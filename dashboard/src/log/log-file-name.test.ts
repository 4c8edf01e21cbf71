import { expect, it } from 'vitest';
import { logFileName } from './log-file-name';

it.each([
  ['shop', 'production', 'shop-production-c0ffee42.log'],
  ['shop', 'pr/12 über', 'shop-pr-12-ber-c0ffee42.log'],
])('a log of %s in %s is a file that every system can name', (appName, environmentName, name) => {
  expect(logFileName({ id: 'dep_01JQZZZZZZZZZZZZZZC0FFEE42', appName, environmentName })).toBe(name);
});
