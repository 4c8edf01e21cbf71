/** The edges of a host with points on both sides of each effect. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAwsRequest } from '../aws/aws-endpoint';
import type { Database, DatabaseAnswer } from '../dynamodb/database';
import type { Edges } from '../edges';
import type { FunctionRunner } from '../functions/function-runner';
import type { InternalRoute } from '../server/internal-server';
import type { FunctionName } from '../../wiring';
import { actingAs, actorOf } from './actors';
import { holdAnswer, sendEffect } from './held-answer';
import { partialBatch } from './partial-batch';
import type { Points } from './points';
import type { Effect } from './rules';

/** A call of a function that was made. */
export interface Call {
  name: FunctionName;
  event: unknown;
}

const throwIfError = (effect: Effect | undefined): void => {
  if (effect?.kind === 'error') throw new Error(effect.message);
  if (effect?.kind === 'cut') throw new Error('The connection was lost');
};

const functionEdge =
  (points: Points, heard: (call: Call) => void) =>
  (runner: FunctionRunner): FunctionRunner => ({
    warm: () => runner.warm(),
    async invoke(name, event) {
      heard({ name, event });
      const call = (): Promise<unknown> => actingAs(name, () => runner.invoke(name, event));
      const passage = points.enter(name, 'invoke', () => JSON.stringify(event));
      const before = await passage.reach('before');
      throwIfError(before);
      if (before?.kind === 'answer') return before.body;
      if (before?.kind === 'lose') return null;
      if (before?.kind === 'later') {
        // Whoever fails later has said so in the host's log.
        setTimeout(() => void call().catch(() => undefined), before.ms);
        return null;
      }
      for (let left = before?.kind === 'repeat' ? before.more : 0; left > 0; left -= 1) await call();
      const answer = await call();
      throwIfError(await passage.reach('after'));
      return answer;
    },
  });

const operationOf = (req: IncomingMessage): string => {
  const target = req.headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').pop() ?? target;
  return `S3.${req.method ?? 'GET'}`;
};

const awsEdge =
  (points: Points) =>
  (route: InternalRoute): InternalRoute =>
  (req, res) => {
    if (!isAwsRequest(req)) return false;
    const isJson = req.headers['x-amz-target'] !== undefined;
    const pass = async (response: ServerResponse): Promise<void> => {
      const passage = points.enter(actorOf(req), operationOf(req));
      const before = await passage.reach('before');
      if (before && sendEffect(response, before)) return;
      if (isJson) holdAnswer(response, () => passage.reach('after'));
      else
        response.once('finish', () => {
          void passage.reach('after');
        });
      route(req, response);
    };
    void pass(res);
    return true;
  };

const refusalOf = (effect: Effect | undefined): DatabaseAnswer | undefined => {
  if (effect?.kind === 'cut')
    return { status: 500, body: { __type: 'TimeoutError', message: 'socket hang up' } };
  if (effect?.kind !== 'error') return undefined;
  return { status: effect.status, body: { __type: effect.type, message: effect.message } };
};

const tableEdge =
  (points: Points) =>
  (database: Database): Database => ({
    ...database,
    async call(operation, input) {
      const passage = points.enter('api', operation);
      const before = await passage.reach('before');
      const refused = refusalOf(before);
      if (refused) return refused;
      const answer =
        before?.kind === 'partial'
          ? await partialBatch(input, (part) => database.call(operation, part))
          : await database.call(operation, input);
      return refusalOf(await passage.reach('after')) ?? answer;
    },
  });

/** Edges with points; `heard` gets every call of a function. */
export const edgesWith = (points: Points, heard: (call: Call) => void): Edges => ({
  functions: functionEdge(points, heard),
  aws: awsEdge(points),
  table: tableEdge(points),
});
