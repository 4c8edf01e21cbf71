/** What the table was told of deployments, in the order in which it was written: seen from beside the table, not asked from the API. */
import type { ServerResponse } from 'node:http';
import type { Database } from '../../local/dynamodb/database';

/** Statuses of deployments, each list in the order of its writes. */
export type Transitions = Map<string, string[]>;

interface Written {
  Attributes?: { id?: { S?: string }; status?: { S?: string }; kind?: { S?: string } };
}

/** Notes the statuses of deployments in every answer to an update until the returned function is called. */
export const watchTransitions = (database: Database): { seen: Transitions; stop: () => void } => {
  const seen: Transitions = new Map();
  const handle = database.handle.bind(database);
  const note = (body: unknown): void => {
    if (typeof body !== 'string' || !body.includes('"Attributes"')) return;
    const { Attributes } = JSON.parse(body) as Written;
    const id = Attributes?.id?.S;
    const status = Attributes?.status?.S;
    if (!id?.startsWith('dep_') || status === undefined) return;
    const list = seen.get(id) ?? [];
    if (list.at(-1) !== status) list.push(status);
    seen.set(id, list);
  };
  database.handle = (req, body, res) => {
    const end = res.end.bind(res) as (...rest: unknown[]) => ServerResponse;
    res.end = ((...rest: unknown[]) => {
      note(rest[0]);
      return end(...rest);
    }) as ServerResponse['end'];
    handle(req, body, res);
  };
  return {
    seen,
    stop: () => {
      database.handle = handle;
    },
  };
};
