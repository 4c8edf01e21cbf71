import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brief,
  parseAppName,
  parseBranch,
  parseCommand,
  parseCommit,
  parseDirectory,
  parseEnvironmentName,
  parseVariableName,
  parseVariableValue,
} from './names';

const long = 'a'.repeat(10_000);

describe('names of apps and environments', () => {
  test.each(['a', 'shop', 'my-shop-2', 'a'.repeat(31)])('%s is fine', (name) => {
    expect(parseAppName(name)).toBe(name);
    expect(parseEnvironmentName(name)).toBe(name);
  });

  test.each([
    '',
    ' ',
    'Shop',
    '2shop',
    '-shop',
    'my shop',
    'shop\n',
    'shop;ls',
    '$(id)',
    '`id`',
    '🚀',
    'é',
    '../x',
    'a#b',
    long,
  ])('%j is refused', (name) => {
    expect(() => parseAppName(name)).toThrow(/^name: /);
    expect(() => parseEnvironmentName(name)).toThrow(/^name: /);
  });

  test('whatever passes is safe as a word of a shell, a path and a key', () => {
    const character = fc.oneof(
      fc.constantFrom(...'ab-9'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 6 }), (characters) => {
        const name = characters.join('');
        const outcome = (() => {
          try {
            return parseEnvironmentName(name);
          } catch {
            return 'refused';
          }
        })();
        expect(outcome).toMatch(/^[a-z][a-z0-9-]*$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('branches', () => {
  test.each(['main', 'feature/login', 'renovate/all@2', 'release-1.2', 'ünïcode', 'a/b/c', '@x', "it's"])(
    '%s is fine',
    (name) => {
      expect(parseBranch(name)).toBe(name);
    },
  );

  test.each([
    '',
    '-x',
    '--upload-pack=x',
    'a b',
    'a..b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    'a.',
    'a.lock',
    'a.lock/b',
    'a@{1}',
    '@',
    'a\u0000',
    'a\u007f',
    'a\n',
    long,
  ])('%j is refused', (name) => {
    expect(() => parseBranch(name)).toThrow(/^branch: /);
  });
});

describe('commits', () => {
  test('40 hexadecimal digits, in either case', () => {
    expect(parseCommit('A'.repeat(40))).toBe('a'.repeat(40));
  });

  test.each(['', 'HEAD', 'abc1234', 'g'.repeat(40), `${'a'.repeat(40)}\n`, 'a'.repeat(41), '$(id)', long])(
    '%j is refused',
    (text) => {
      expect(() => parseCommit(text)).toThrow(/is not a commit hash/);
    },
  );
});

describe('directories', () => {
  test.each([
    ['.', '.'],
    ['', '.'],
    ['./', '.'],
    ['./api/', 'api'],
    ['packages/my api', 'packages/my api'],
    ['a/..b', 'a/..b'],
  ])('%j is %j', (given, clean) => {
    expect(parseDirectory(given)).toBe(clean);
  });

  test.each(['/etc', '../x', 'a/../b', 'a/..', '..', '-x', 'a\\b', 'a\u0000b', long])(
    '%j is refused',
    (given) => {
      expect(() => parseDirectory(given)).toThrow(/^directory: /);
    },
  );
});

describe('variables', () => {
  test.each(['A', '_x', 'DATABASE_URL', 'PATHS', 'GITHUB_TOKEN'])('%s is fine', (name) => {
    expect(parseVariableName(name)).toBe(name);
  });

  test.each([
    'PATH',
    'path',
    'LD_PRELOAD',
    'ld_preload',
    'NODE_OPTIONS',
    'GIT_SSH_COMMAND',
    'BASH_ENV',
    'TRELLIS_APP',
    'DYLD_X',
  ])('%s is reserved', (name) => {
    expect(() => parseVariableName(name)).toThrow(/is set by Trellis/);
  });

  test.each(['', '1A', 'A-B', 'A B', 'A=B', 'Ä', '🚀', 'A\n', long])('%j is refused', (name) => {
    expect(() => parseVariableName(name)).toThrow(/^name: /);
  });

  test('a value may be any text but NUL, up to its limit', () => {
    expect(parseVariableValue('a\nb 🚀 $(x)')).toBe('a\nb 🚀 $(x)');
    expect(() => parseVariableValue('a\u0000')).toThrow(/NUL/);
    expect(() => parseVariableValue('x'.repeat(32_769))).toThrow(/longer than/);
  });
});

test('an empty command means the detected one; a command keeps its words', () => {
  expect(parseCommand('deployCommand', '  ')).toBeNull();
  expect(parseCommand('deployCommand', ' npm run deploy -- --x "$A" ')).toBe('npm run deploy -- --x "$A"');
  expect(() => parseCommand('deployCommand', 'a\u0000b')).toThrow(/^deployCommand: /);
  expect(() => parseCommand('deployCommand', long)).toThrow(/^deployCommand: /);
});

test('text of unknown length stays short and on one line in a sentence', () => {
  expect(brief(`a\nb${long}`)).toHaveLength(61);
  expect(brief('a\nb')).toBe('a b');
});
