import { expect, test } from 'vitest';
import { allIn, bundledCode, functionNames } from '../functions/testing/bundled-code';
import { actionOfCommand } from './actions';

const code = await bundledCode();

test('a function may do what its code does, and nothing else (rewrite actions.json with -u)', async () => {
  const used = functionNames.map((name) => {
    const commands = [/\bnew (\w+)Command\d*\(/g, /\bpresigned\("(\w+)"/g].flatMap((pattern) =>
      allIn(code[name], pattern),
    );
    const actions = commands.flatMap((command) => actionOfCommand(command)).sort();
    return [name, { actions, indexes: allIn(code[name], /\bindex: "(\w+)"/g) }];
  });
  const text = `${JSON.stringify(Object.fromEntries(used), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('actions.json');
});

test('a command that nobody thought of is told, not left out', () => {
  expect(() => actionOfCommand('DeleteTable')).toThrow('DeleteTable');
});
