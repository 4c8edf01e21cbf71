import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answering, API_KEY, graphql, inline, post, serve, type Served } from './testing/serve';

const schema = `
  enum Colour { RED GREEN }
  type Note { id: ID! text: String! colour: Colour next: Note missing: String! when: AWSDateTime count: Int }
  type Query {
    note(id: ID!): Note
    notes: [Note!]!
    fails(data: Boolean): Note
    appends: Note
    broken: Note
    echo(after: String, first: Int = 7): String
    at(when: AWSDateTime!): String
  }
  type Mutation { putNote(id: ID!): Note }
`;

let served: Served;

beforeAll(async () => {
  const note = '{ id: ctx.args.id, text: "one", next: { id: "b", text: "two" } }';
  served = await serve({
    schema,
    resolvers: {
      'Query.note': answering('Query.note.ts', note),
      'Query.notes': answering('Query.notes.ts', '[{ id: "a", text: "x" }, { id: "b", text: null }]'),
      'Query.fails': inline(
        'Query.fails.ts',
        `export function request(ctx) { util.error('No such note', 'note.not_found', { id: 'a', text: 'hidden' }, { nextStep: 'Look' }); }
         export function response(ctx) { return null; }`,
      ),
      'Query.appends': inline(
        'Query.appends.ts',
        `export function request(ctx) { util.appendError('Half of it', 'note.partial'); return { payload: { id: 'a', text: 'x' } }; }
         export function response(ctx) { return ctx.result; }`,
      ),
      'Query.broken': inline(
        'Query.broken.ts',
        'export function request(ctx) { return ctx.source.nothing.here; } export function response(ctx) { return null; }',
      ),
      'Query.echo': answering('Query.echo.ts', 'JSON.stringify(ctx.args)'),
      'Query.at': answering('Query.at.ts', 'ctx.args.when'),
      'Mutation.putNote': answering(
        'Mutation.putNote.ts',
        '{ id: ctx.args.id, text: "x", when: "yesterday" }',
      ),
    },
  });
});

afterAll(() => served.close());

const ask = (query: string, variables?: Record<string, unknown>) => graphql(served.url, query, variables);

describe('requests', () => {
  it('answers a query in the order of its selection, without an errors key', async () => {
    const answer = await ask('{ note(id: "a") { next { text } id } }');

    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toBe('{"data":{"note":{"next":{"text":"two"},"id":"a"}}}');
  });

  it.each([
    ['', 'Request body is empty.'],
    ['meow', 'Request body is not valid JSON.'],
    ['{}', 'Unable to parse GraphQL query.'],
    ['[]', 'Unable to parse GraphQL query.'],
    ['{"query":"{ note("}', /^Unable to parse GraphQL query\. \(line 1/],
    ['{"query":"{ note }","variables":[1]}', 'Variables must be an object.'],
  ])('refuses the body %j as malformed, with status 400', async (body, message) => {
    const answer = await post(served.url, body);

    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]).toEqual({
      errorType: 'MalformedHttpRequestException',
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as unknown),
    });
  });

  it('refuses a call without proof and one with a wrong key, with status 401 and different words', async () => {
    const without = await post(served.url, '{"query":"{ notes { id } }"}', {});
    const wrong = await post(served.url, '{"query":"{ notes { id } }"}', { 'x-api-key': 'wrong' });

    expect([without.status, wrong.status]).toEqual([401, 401]);
    expect(without.body.errors?.[0]?.['message']).toBe('Valid authorization header not provided.');
    expect(wrong.body).toEqual({
      errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }],
    });
  });

  it('says so when asked to choose an operation that is not there', async () => {
    const body = JSON.stringify({ query: 'query A { notes { id } } query B { notes { id } }' });

    expect((await post(served.url, body)).body.errors?.[0]?.['errorType']).toBe('BadRequestException');
  });

  it('answers a preflight and refuses other methods', async () => {
    const url = served.url.replace('localhost', '127.0.0.1');

    expect((await fetch(url, { method: 'OPTIONS' })).status).toBe(204);
    expect((await fetch(url, { headers: { 'x-api-key': API_KEY } })).status).toBe(405);
  });
});

describe('errors', () => {
  it("shows a resolver's error with type, info, place, and only the data that was selected", async () => {
    const answer = await ask('{\n  fails { id }\n}');

    expect(answer.body).toEqual({
      data: { fails: null },
      errors: [
        {
          path: ['fails'],
          data: { id: 'a' },
          errorType: 'note.not_found',
          errorInfo: { nextStep: 'Look' },
          locations: [{ line: 2, column: 3, sourceName: null }],
          message: 'No such note',
        },
      ],
    });
  });

  it('gives data beside an appended error', async () => {
    const answer = await ask('{ appends { text } }');

    expect(answer.body.data).toEqual({ appends: { text: 'x' } });
    expect(answer.body.errors?.[0]).toMatchObject({ path: ['appends'], errorType: 'note.partial' });
  });

  it('names file, place and error when a handler breaks', async () => {
    const answer = await ask('{ broken { id } }');

    expect(answer.body.errors?.[0]).toMatchObject({
      errorType: 'Code',
      message: expect.stringMatching(
        /^Query\.broken\.ts:\d+:\d+: TypeError: Cannot read properties/,
      ) as unknown,
    });
  });

  it.each([
    [
      '{ notes { id text } }',
      "Cannot return null for non-nullable type: 'String' within parent 'Note' (/notes[1]/text)",
    ],
    [
      '{ note(id: "a") { missing } }',
      "Cannot return null for non-nullable type: 'String' within parent 'Note' (/note/missing)",
    ],
  ])('reports a missing value of %s in the words of AppSync', async (query, message) => {
    expect((await ask(query)).body.errors?.[0]).toMatchObject({ locations: null, message });
  });

  it('reports a value that does not fit its type', async () => {
    const answer = await ask('mutation { putNote(id: "a") { id when } }');

    expect(answer.body.data).toEqual({ putNote: { id: 'a', when: null } });
    expect(answer.body.errors?.[0]?.['message']).toMatch(/^Can't serialize value \(\/putNote\/when\)/);
  });

  it.each([
    [
      '{ badfield }',
      {},
      "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
    ],
    ['{ note { id } }', {}, /^Validation error of type MissingFieldArgument: .* @ 'note'$/],
    ['{ note(id: "a") { next } }', {}, /^Validation error of type SubSelectionRequired: .* @ 'note\/next'$/],
    ['{ at(when: "tomorrow") }', {}, /^Validation error of type WrongType/],
    [
      'query ($id: ID!) { note(id: $id) { id } }',
      {},
      "Variable 'id' has coerced Null value for NonNull type 'ID!'",
    ],
    ['query ($w: AWSDateTime!) { at(when: $w) }', { w: 'x' }, /^Variable 'w' has an invalid value/],
  ])('refuses %s with status 200 and null data', async (query, variables, message) => {
    const answer = await ask(query, variables);

    expect(answer.status).toBe(200);
    expect(answer.body.data).toBeNull();
    expect(answer.body.errors?.[0]?.['path']).toBeNull();
    expect(answer.body.errors?.[0]?.['message']).toEqual(
      typeof message === 'string' ? message : (expect.stringMatching(message) as unknown),
    );
  });
});

describe('arguments', () => {
  it('shows null for an argument whose variable was left out, and keeps defaults', async () => {
    const answer = await ask('query ($after: String) { echo(after: $after) }');

    expect(JSON.parse(String(answer.body.data?.['echo']))).toEqual({ after: null, first: 7 });
  });
});

describe('limits', () => {
  const nested = (depth: number): string =>
    `{ note(id: "a") ${'{ next '.repeat(depth)}{ id }${' }'.repeat(depth)} }`;

  it('takes 15 levels and refuses 16', async () => {
    expect((await ask(nested(13))).body.errors).toBeUndefined();
    expect((await ask(nested(14))).body.errors?.[0]).toMatchObject({ errorType: 'QueryDepthLimitReached' });
  });

  it.each([
    ['50 levels', nested(50), 'QueryDepthLimitReached'],
    [
      '50 levels through fragments',
      `{ note(id: "a") { ...f0 } } ${Array.from({ length: 50 }, (_, n) => `fragment f${n} on Note { next { ${n < 49 ? `...f${n + 1}` : 'id'} } }`).join(' ')}`,
      'QueryDepthLimitReached',
    ],
    ['10,000 levels', nested(10_000), 'MalformedHttpRequestException'],
    [
      '10,000 aliases',
      `{ ${Array.from({ length: 10_000 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
      'MalformedHttpRequestException',
    ],
    [
      '3,500 short aliases',
      `{ ${Array.from({ length: 3_500 }, (_, n) => `a${n}: echo`).join(' ')} }`,
      'ResolverCountLimitReached',
    ],
    ['one field 2,000 times', `{ ${'notes { id } '.repeat(2_000)} }`, 'ResolverCountLimitReached'],
    [
      'fragments that double',
      `{ note(id: "a") { ...f0 } } ${Array.from({ length: 20 }, (_, n) => `fragment f${n} on Note { ${n < 19 ? `...f${n + 1} ...f${n + 1}` : 'id'} }`).join(' ')}`,
      'ResolverCountLimitReached',
    ],
    ['lists in lists', `{ echo(after: ${'['.repeat(7_000)}${']'.repeat(7_000)}) }`, undefined],
  ])('refuses a document of %s', async (_name, query, errorType) => {
    const answer = await ask(query);

    const error = answer.body.errors?.[0];
    expect(error).toBeDefined();
    if (errorType !== undefined) expect(error?.['errorType']).toBe(errorType);
  });

  it('refuses a body of more than 1 MB with status 413', async () => {
    const answer = await ask(`{ note(id: "${'x'.repeat(1024 * 1024)}") { id } }`);

    expect(answer.status).toBe(413);
    expect(answer.body.errors?.[0]?.['errorType']).toBe('RequestEntityTooLargeException');
  });

  it('lets introspection pass, deep as it is', async () => {
    const answer = await ask(getIntrospectionQuery());

    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data).toHaveProperty('__schema.types');
  });

  it('refuses a fragment that spreads itself', async () => {
    const answer = await ask('{ note(id: "a") { ...f } } fragment f on Note { next { ...f } }');

    expect(answer.body.errors?.[0]?.['message']).toMatch(/FragmentCycle/);
  });
});
