import { GraphQLScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from './build-schema';

describe('buildSchema', () => {
  it('takes a schema that declares some of the scalars itself', () => {
    expect(() => buildSchema('scalar AWSDate type Query { a: AWSDate b: AWSJSON }')).not.toThrow();
  });

  it('says everything that is wrong', () => {
    expect(() => buildSchema('type Query { __a: Int } enum E { a }')).toThrow(
      /The schema is not valid: .*__a/,
    );
  });
});

describe('scalars', () => {
  const schema = buildSchema('type Query { a: Int }');
  const scalar = (name: string): GraphQLScalarType => {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLScalarType)) throw new Error(`no scalar ${name}`);
    return type;
  };

  it.each([
    [
      'AWSDate',
      ['2026-02-28', '2024-02-29Z', '2026-12-31+02:00'],
      ['2026-02-29', '2026-13-01', '26-01-01', 5],
    ],
    ['AWSTime', ['12:30', '12:30:24', '12:30:24.500Z', '12:30:24+08:00'], ['24:00:00', 'noon']],
    [
      'AWSDateTime',
      ['2026-11-23T07:00:00Z', '2026-11-23T07:00:00.123456789+01:00', '2026-11-23T07:00Z'],
      ['2026-11-23T07:00:00', '2026-02-30T07:00:00Z', '2026-11-23'],
    ],
    ['AWSTimestamp', [0, -5, 1_700_000_000], [1.5, '5']],
    ['AWSEmail', ['ann@example.com', 'a.b+c@mail.example.org'], ['ann', 'ann@', '@example.com', 'ann@host']],
    [
      'AWSURL',
      ['https://example.com/a?b=1', 'ftp://x/y', 'mailto:ann@example.com'],
      ['example.com', '/path'],
    ],
    ['AWSPhone', ['+1 555-0100-123', '5550100'], ['call me', '']],
    [
      'AWSIPAddress',
      ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'],
      ['256.0.0.1', '10.0.0.0/33', 'host'],
    ],
  ] as const)('%s takes what it should and refuses the rest', (name, good, bad) => {
    for (const value of good) expect(scalar(name).parseValue(value)).toBe(value);
    for (const value of bad) expect(() => scalar(name).parseValue(value)).toThrow(`as ${name}`);
    for (const value of bad) expect(() => scalar(name).serialize(value)).toThrow(`as ${name}`);
  });

  it('AWSJSON is parsed on its way in and written once on its way out', () => {
    const json = scalar('AWSJSON');

    expect(json.parseValue('{"a":[1]}')).toEqual({ a: [1] });
    expect(json.serialize({ a: [1] })).toBe('{"a":[1]}');
    expect(json.serialize('{"a":[1]}')).toBe('{"a":[1]}');
    expect(json.serialize('plain')).toBe('"plain"');
    expect(() => json.parseValue('{')).toThrow('as AWSJSON');
  });
});
