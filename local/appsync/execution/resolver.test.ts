import { afterEach, describe, expect, it } from 'vitest';
import { createAppSync, type AppSyncOptions, type DataSource } from '../index';
import { createTable } from '../testing/table';
import { answering, graphql, inline, serve, type Served } from '../testing/serve';

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

const start = async (options: Partial<AppSyncOptions> & { schema: string }): Promise<Served> => {
  const served = await serve(options);
  open.push(served);
  return served;
};

const pass = (name: string, body = ''): string => `export function ${name}(ctx) { ${body} }`;
const fn = (file: string, request: string, response = 'return ctx.result;', dataSource = 'NONE') => ({
  ...inline(file, `${pass('request', request)} ${pass('response', response)}`),
  dataSource,
});
const pipeline = (before: string, after: string, ...functions: ReturnType<typeof fn>[]) => ({
  ...inline('Query.run.ts', `${pass('request', before)} ${pass('response', after)}`),
  pipeline: functions,
});
const schema = 'type Query { run(id: String): AWSJSON }';

const runPipeline = async (resolver: AppSyncOptions['resolvers'][string]): Promise<unknown> => {
  const served = await start({ schema, resolvers: { 'Query.run': resolver } });
  const { body } = await graphql(served.url, '{ run(id: "a") }');
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return JSON.parse(String(body.data?.['run']));
};

describe('pipelines', () => {
  it('hand the stash and the previous result along, from before to after', async () => {
    const result = await runPipeline(
      pipeline(
        'ctx.stash.trail = ["before"]; return { start: 1 };',
        'return { trail: ctx.stash.trail, result: ctx.result, prev: ctx.prev.result };',
        fn('one.ts', 'ctx.stash.trail.push(ctx.prev.result.start); return { payload: "p1" };'),
        fn('two.ts', 'ctx.stash.trail.push(ctx.prev.result); return { payload: "p2" };'),
      ),
    );

    expect(result).toEqual({ trail: ['before', 1, 'p1'], result: 'p2', prev: 'p2' });
  });

  it('skip to the next function on an early return, and to the end when asked', async () => {
    const trail = 'return { trail: ctx.stash.trail ?? [], prev: ctx.prev.result };';
    const mark = (name: string) =>
      fn(
        `${name}.ts`,
        `ctx.stash.trail = [...(ctx.stash.trail ?? []), "${name}"]; return { payload: "${name}" };`,
      );

    const next = await runPipeline(
      pipeline('return {};', trail, fn('early.ts', 'runtime.earlyReturn("early");'), mark('second')),
    );
    const end = await runPipeline(
      pipeline(
        'return {};',
        trail,
        fn('end.ts', 'runtime.earlyReturn("end", { skipTo: "END" });'),
        mark('never'),
      ),
    );
    const before = await runPipeline(pipeline('runtime.earlyReturn("none");', trail, mark('never')));

    expect(next).toEqual({ trail: ['second'], prev: 'second' });
    expect(end).toEqual({ trail: [], prev: 'end' });
    expect(before).toEqual({ trail: [], prev: 'none' });
  });

  it('stop at an error', async () => {
    await expect(
      runPipeline(pipeline('return {};', 'return 1;', fn('bad.ts', 'util.error("no", "app.not_found");'))),
    ).rejects.toThrow(/app\.not_found/);
  });
});

describe('unit resolvers', () => {
  it('return early without asking the data source', async () => {
    let asked = 0;
    const served = await start({
      schema,
      dataSources: {
        fn: {
          type: 'AWS_LAMBDA',
          invoke: () => {
            asked += 1;
            return Promise.resolve(null);
          },
        },
      },
      resolvers: {
        'Query.run': fn('Query.run.ts', 'runtime.earlyReturn({ early: true });', 'return 1;', 'fn'),
      },
    });

    const { body } = await graphql(served.url, '{ run }');

    expect(body.data).toEqual({ run: '{"early":true}' });
    expect(asked).toBe(0);
  });

  it('see arguments, identity, headers, environment and what is selected', async () => {
    const served = await start({
      schema: 'type Query { run(id: String): Note } type Note { id: String json: AWSJSON inner: Note }',
      env: { STAGE: 'test' },
      resolvers: {
        'Query.run': answering(
          'Query.run.ts',
          `{ id: ctx.arguments.id, json: { identity: ctx.identity, key: ctx.request.headers['x-api-key'], env: ctx.env.STAGE,
             auth: util.authType(), field: ctx.info.parentTypeName + '.' + ctx.info.fieldName, list: ctx.info.selectionSetList,
             variables: ctx.info.variables } }`,
        ),
      },
    });

    const { body } = await graphql(
      served.url,
      'query ($id: String) { run(id: $id) { id json ... { inner { me: id } } } }',
      {
        id: 'a',
      },
    );

    const note = body.data?.['run'] as { id: string; json: string };
    expect(note.id).toBe('a');
    expect(JSON.parse(note.json)).toEqual({
      identity: null,
      key: 'da2-test',
      env: 'test',
      auth: 'API Key Authorization',
      field: 'Query.run',
      list: ['id', 'json', 'inner', 'inner/me'],
      variables: { id: 'a' },
    });
  });

  it('resolve fields of results by name, and by their own resolver with the parent as source', async () => {
    const served = await start({
      schema: 'type Query { a: A } type A { plain: String own: String missing: String constructor: String }',
      resolvers: {
        'Query.a': answering('Query.a.ts', '{ plain: "p" }'),
        'A.own': answering('A.own.ts', 'ctx.source.plain + "!"'),
      },
    });

    const { body } = await graphql(served.url, '{ a { plain own missing constructor } }');

    expect(body.data).toEqual({ a: { plain: 'p', own: 'p!', missing: null, constructor: null } });
  });
});

describe('data sources', () => {
  const lambda = (invoke: (payload: unknown) => Promise<unknown>): Record<string, DataSource> => ({
    fn: { type: 'AWS_LAMBDA', invoke },
  });

  it('invokes a Lambda with the payload and shows its failure in ctx.error', async () => {
    const served = await start({
      schema,
      dataSources: lambda((payload) =>
        JSON.stringify(payload) === '{"id":"good"}'
          ? Promise.resolve({ ok: true })
          : Promise.reject(new Error('down')),
      ),
      resolvers: {
        'Query.run': fn(
          'Query.run.ts',
          'return { operation: "Invoke", payload: { id: ctx.args.id } };',
          'return ctx.error ? { error: ctx.error } : ctx.result;',
          'fn',
        ),
      },
    });

    expect((await graphql(served.url, '{ run(id: "good") }')).body.data).toEqual({ run: '{"ok":true}' });
    expect((await graphql(served.url, '{ run(id: "bad") }')).body.data).toEqual({
      run: '{"error":{"message":"down","type":"Lambda:Unhandled"}}',
    });
  });

  it('does not wait for a Lambda that is invoked as an event', async () => {
    const served = await start({
      schema,
      dataSources: lambda(() => new Promise(() => undefined)),
      resolvers: {
        'Query.run': fn(
          'Query.run.ts',
          'return { operation: "Invoke", invocationType: "Event", payload: {} };',
          'return { answered: ctx.result };',
          'fn',
        ),
      },
    });

    expect((await graphql(served.url, '{ run }')).body.data).toEqual({ run: '{"answered":null}' });
  });

  it('shows the current item when a condition fails, so that a resolver can say what is wrong', async () => {
    const table = await createTable('conditions');
    const served = await start({
      schema,
      dataSources: { table: { type: 'AMAZON_DYNAMODB', ...table } },
      resolvers: {
        'Query.run': fn(
          'Query.run.ts',
          'return ddb.put({ key: { pk: "a", sk: "a" }, item: { n: 1 }, condition: { pk: { attributeExists: false } } });',
          'return { error: ctx.error ? ctx.error.type : null, item: ctx.result };',
          'table',
        ),
      },
    });
    await graphql(served.url, '{ run }');

    const { body } = await graphql(served.url, '{ run }');

    expect(JSON.parse(String(body.data?.['run']))).toEqual({
      error: 'DynamoDB:ConditionalCheckFailedException',
      item: { pk: 'a', sk: 'a', n: 1 },
    });
    await table.close();
  });
});

describe('building an API', () => {
  const auth: AppSyncOptions['auth'] = { default: 'API_KEY', apiKeys: [] };
  const build = (options: Partial<AppSyncOptions>) =>
    createAppSync({ schema, resolvers: {}, dataSources: {}, auth, ...options });

  it.each([
    ['a resolver without a field', { resolvers: { 'Query.none': answering('x.ts', '1') } }, /no such field/],
    [
      'an unknown data source',
      { resolvers: { 'Query.run': { ...answering('x.ts', '1'), dataSource: 'nowhere' } } },
      /wants the data source nowhere/,
    ],
    ['an invalid schema', { schema: 'type Query { a: Nothing }' }, /Unknown type/],
    [
      'a subscription of a mutation that is not there',
      { schema: `${schema} type Subscription { on: AWSJSON @aws_subscribe(mutations: ["gone"]) }` },
      /Mutation\.gone, which does not exist/,
    ],
    [
      'a subscription of another type than its mutation',
      {
        schema: `${schema} type Mutation { put: Int } type Subscription { on: String @aws_subscribe(mutations: ["put"]) }`,
      },
      /must have the type of Mutation\.put, Int/,
    ],
    ['a mode without its parts', { auth: { default: 'AWS_LAMBDA' } as const }, /needs auth\.authorizer/],
  ])('refuses %s', async (_what, options, message) => {
    await expect(build(options)).rejects.toThrow(message);
  });

  it('tells the host of each field of a mutation that gave a result', async () => {
    const told: unknown[] = [];
    const served = await start({
      schema: 'type Query { a: Int } type Mutation { put(n: Int): Note drop: Note } type Note { n: Int }',
      resolvers: {
        'Mutation.put': answering('Mutation.put.ts', '{ n: ctx.args.n }'),
        'Mutation.drop': answering('Mutation.drop.ts', 'null'),
      },
      onMutation: (field, result) => {
        told.push([field, result]);
        throw new Error('a host that fails harms nobody');
      },
    });

    const { body } = await graphql(
      served.url,
      'mutation { a: put(n: 1) { n } drop { n } b: put(n: 2) { n } }',
    );

    expect(body.data).toEqual({ a: { n: 1 }, drop: null, b: { n: 2 } });
    expect(told).toEqual([
      ['put', { n: 1 }],
      ['put', { n: 2 }],
    ]);
  });
});
