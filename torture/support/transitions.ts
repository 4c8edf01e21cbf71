/** What the table was told of deployments, in the order in which it was written: seen from beside the table, not asked from the API. */
import type { Database } from '../../local/dynamodb/database';

/** Statuses of deployments, each list in the order of its writes. */
export type Transitions = Map<string, string[]>;

interface Written {
  Attributes?: { id?: { S?: string }; status?: { S?: string }; kind?: { S?: string } };
}

/** Notes the statuses of deployments in every answer to an update until the returned function is called. */
export const watchTransitions = (database: Database): { seen: Transitions; stop: () => void } => {
  const seen: Transitions = new Map();
  const call = database.call.bind(database);
  const note = ({ Attributes }: Written): void => {
    const id = Attributes?.id?.S;
    const status = Attributes?.status?.S;
    if (!id?.startsWith('dep_') || status === undefined) return;
    const list = seen.get(id) ?? [];
    if (list.at(-1) !== status) list.push(status);
    seen.set(id, list);
  };
  database.call = async (operation, input) => {
    const answer = await call(operation, input);
    note(answer.body);
    return answer;
  };
  return {
    seen,
    stop: () => {
      database.call = call;
    },
  };
};
