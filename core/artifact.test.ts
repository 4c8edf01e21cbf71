import { expect, test } from 'vitest';
import { artifactToRead, keepsArtifact } from './artifact';

test.each([
  ['DEPLOY', null, null, true],
  ['DEPLOY', 'artifacts/a', null, true],
  ['PROMOTE', null, null, true],
  ['PROMOTE', 'artifacts/a', 'artifacts/a', false],
  ['ROLLBACK', null, null, true],
  ['ROLLBACK', 'artifacts/a', 'artifacts/a', false],
  ['TEARDOWN', null, null, false],
  ['TEARDOWN', 'artifacts/a', 'artifacts/a', false],
] as const)('%s with the artifact %s reads %s, and keeps one: %s', (kind, artifactKey, reads, keeps) => {
  expect(artifactToRead({ kind, artifactKey })).toBe(reads);
  expect(keepsArtifact({ kind, artifactKey })).toBe(keeps);
});
