/** The Lambda data source. */
import { ResolverError } from '../util/errors';
import type { LogEntry } from '../types';
import { isRecord, messageOf } from '../values';
import { DataSourceError } from './errors';

type Invoke = (payload: unknown) => Promise<unknown>;

/**
 * Invokes a function: `Invoke` waits for its answer, with `invocationType: 'Event'` nobody does. `BatchInvoke` is answered with
 * a list of one, since each field resolves by itself here.
 */
export async function callLambda(
  invoke: Invoke,
  request: unknown,
  log: (entry: LogEntry) => void,
): Promise<unknown> {
  const operation = isRecord(request) ? request['operation'] : undefined;
  if (!isRecord(request) || (operation !== 'Invoke' && operation !== 'BatchInvoke'))
    throw new ResolverError(`Unsupported operation '${String(operation)}'.`, 'MappingTemplate');
  const payload = operation === 'BatchInvoke' ? [request['payload']] : request['payload'];
  if (request['invocationType'] === 'Event') {
    invoke(payload).catch((error: unknown) =>
      log({
        level: 'error',
        message: `A function that was invoked as an event failed: ${messageOf(error)}`,
        error,
      }),
    );
    return null;
  }
  try {
    const answer = await invoke(payload);
    return operation === 'BatchInvoke' && Array.isArray(answer) ? (answer[0] as unknown) : answer;
  } catch (error) {
    throw new DataSourceError(messageOf(error), 'Lambda:Unhandled');
  }
}
