/** Credentials for builders, in the protocol that containers get theirs by. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sameText } from '../../core/same-text';
import type { Keys } from '../keys';
import { accountId } from '../names';
import type { Tasks } from './tasks';

const path = /^\/credentials\/([0-9a-f]{32})$/;
const validMs = 6 * 3_600_000;

/** Where the builder of a task gets its credentials. */
export const credentialsPath = (taskId: string): string => `/credentials/${taskId}`;

/** Answers `GET /credentials/<task>` to who shows the task's token, as long as the task runs. */
export const handleCredentials = (
  req: IncomingMessage,
  res: ServerResponse,
  keys: Keys,
  tasks: Tasks,
): boolean => {
  const [, taskId] = path.exec(req.url ?? '') ?? [];
  if (!taskId) return false;
  const task = tasks.find(taskId);
  const allowed =
    req.method === 'GET' &&
    task !== undefined &&
    task.stoppedAt === null &&
    sameText(req.headers.authorization ?? '', keys.credentialsToken(taskId));
  const { accessKeyId, secretAccessKey, sessionToken } = keys.task(taskId);
  const body = allowed
    ? {
        RoleArn: `arn:aws:iam::${accountId}:role/trellis-builder`,
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: new Date(Date.now() + validMs).toISOString(),
      }
    : { code: 'AccessDenied', message: 'This task has no credentials here.' };
  res.writeHead(allowed ? 200 : 403, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
  return true;
};
