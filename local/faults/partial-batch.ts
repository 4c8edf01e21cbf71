/** A batch that the table takes in part, as DynamoDB does when it is throttled: the rest comes back as unprocessed. */
import type { DatabaseAnswer } from '../dynamodb/database';

type Requests = Record<string, unknown[]>;

/** Writes the first half of a `BatchWriteItem` (of a single item: nothing) and answers with the rest. */
export const partialBatch = async (
  input: object,
  write: (input: object) => Promise<DatabaseAnswer>,
): Promise<DatabaseAnswer> => {
  const { RequestItems } = input as { RequestItems: Requests };
  const taken: Requests = {};
  const left: Requests = {};
  for (const [table, requests] of Object.entries(RequestItems)) {
    const half = Math.floor(requests.length / 2);
    if (half > 0) taken[table] = requests.slice(0, half);
    left[table] = requests.slice(half);
  }
  if (Object.keys(taken).length > 0) {
    const answer = await write({ RequestItems: taken });
    if (answer.status !== 200) return answer;
  }
  return { status: 200, body: { UnprocessedItems: left } };
};
