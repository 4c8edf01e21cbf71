import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { functions } from '../../wiring';

test('every function is loaded from the module that the wiring names', () => {
  const source = readFileSync(fileURLToPath(new URL('modules.ts', import.meta.url)), 'utf8');
  for (const [name, { entry }] of Object.entries(functions))
    expect(source).toContain(`  ${name}: () => import('../../${entry.replace(/\.ts$/, '')}'),`);
});
