/** Test support: an API of notes with one subscription for each kind of filter. */
import { answering, graphql, type GraphQLAnswer, inline, serve, type Served } from './serve';

const schema = `
  type Note { id: ID! text: String! owner: String priority: Int tags: [String!] author: Author parts: [Part!] }
  type Author { name: String! country: String }
  type Part { n: Int! }
  input NoteInput { id: ID! text: String owner: String priority: Int tags: [String!] country: String }
  type Query { ping: String }
  type Mutation {
    putNote(input: NoteInput!): Note
    dropNote(id: ID!): Note
    endSessions(user: String!): Note
  }
  type Subscription {
    onPutNote(id: ID, owner: String): Note @aws_subscribe(mutations: ["putNote"])
    onAny: Note @aws_subscribe(mutations: ["putNote", "dropNote"])
    onImportant(least: Int): Note @aws_subscribe(mutations: ["putNote"])
    onSession(user: String!): Note @aws_subscribe(mutations: ["putNote"])
    onForbidden: Note @aws_subscribe(mutations: ["putNote"])
  }
`;

const note =
  'Object.assign({}, ctx.args.input, { author: { name: "ann", country: ctx.args.input.country }, parts: [{ n: 1 }] })';
const filtering = (file: string, filter: string, set = 'setSubscriptionFilter') =>
  inline(
    file,
    `export function request() { return { payload: null }; }
     export function response(ctx) { extensions.${set}(util.transform.toSubscriptionFilter(${filter})); return null; }`,
  );

/** Serves it. */
export const serveNotes = (): Promise<Served> =>
  serve({
    schema,
    resolvers: {
      'Mutation.putNote': answering('Mutation.putNote.ts', note),
      'Mutation.dropNote': answering('Mutation.dropNote.ts', 'null'),
      'Mutation.endSessions': inline(
        'Mutation.endSessions.ts',
        `export function request(ctx) {
           extensions.invalidateSubscriptions({ subscriptionField: 'onSession', payload: { user: ctx.args.user } });
           return { payload: null };
         }
         export function response() { return null; }`,
      ),
      'Subscription.onImportant': filtering(
        'Subscription.onImportant.ts',
        `{ or: [{ priority: { ge: ctx.args.least } }, { author: { country: { eq: 'FR' } } }] }`,
      ),
      'Subscription.onSession': filtering(
        'Subscription.onSession.ts',
        '{ user: { eq: ctx.args.user } }',
        'setSubscriptionInvalidationFilter',
      ),
      'Subscription.onForbidden': inline(
        'Subscription.onForbidden.ts',
        'export function request() { util.unauthorized(); } export function response() { return null; }',
      ),
    },
  });

/** Puts a note, selecting what subscribers need. */
export const putNote = (
  served: Served,
  input: Record<string, unknown>,
  selection = 'id text owner priority author { name country }',
): Promise<GraphQLAnswer> =>
  graphql(served.url, `mutation ($input: NoteInput!) { putNote(input: $input) { ${selection} } }`, { input });
