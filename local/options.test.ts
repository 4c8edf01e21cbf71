import { expect, test } from 'vitest';
import { parseOptions, UsageError } from './options';

test('without a word, everything has its default', () => {
  expect(parseOptions([], '/home/me')).toEqual({
    port: undefined,
    sitesPort: undefined,
    dataDirectory: '/home/me/.trellis',
    publicUrl: undefined,
    open: true,
  });
});

test('every option is heard', () => {
  const argv = [
    '--port',
    '5000',
    '--sites-port=0',
    '--data',
    '../my data',
    '--no-open',
    '--public-url=https://Trellis.example.com/',
  ];
  expect(parseOptions(argv, '/home/me')).toEqual({
    port: 5000,
    sitesPort: 0,
    dataDirectory: '/home/my data',
    publicUrl: 'https://trellis.example.com',
    open: false,
  });
});

test('help is help', () => {
  expect(parseOptions(['--help'], '/')).toBeUndefined();
});

test.each([
  [['--port', 'http'], '--port wants a number'],
  [['--port', '70000'], '--port wants a number'],
  [['--port', '-1'], 'port'],
  [['--prot', '1'], "Unknown option '--prot'"],
  [['--data='], '--data wants a folder'],
  [['--public-url', 'http://trellis.example.com'], '--public-url wants an address'],
  [['--public-url', 'https://trellis.example.com/path'], '--public-url wants an address'],
  [['--public-url', 'https://me:pw@trellis.example.com'], '--public-url wants an address'],
  [['start'], 'start'],
])('%j is refused, saying why', (argv, sentence) => {
  expect(() => parseOptions(argv, '/')).toThrow(UsageError);
  expect(() => parseOptions(argv, '/')).toThrow(sentence);
});
