/** The AWS account of the person who started Trellis: the only one that this machine can lend to anybody. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { projectFile } from '../project-file';
import { AwsError } from './errors';

/** STS as the person's own credentials reach it. */
export interface PersonAccount {
  /**
   * Asks STS.
   *
   * @throws AwsError as STS answers; `MissingAuthenticationToken` when the person has no credentials
   */
  ask(action: 'AssumeRole' | 'GetCallerIdentity', input: object): Promise<object>;
}

const answerShape = z.union([
  z.object({ data: z.looseObject({}) }),
  z.object({ error: z.object({ name: z.string(), message: z.string(), status: z.number() }) }),
]);

/** Longer than STS takes; a helper program of the person's that asks something is not answered here. */
const longestMs = 20_000;

/** What the SDK itself says, as STS would. */
const typeOf = (name: string): string =>
  name === 'CredentialsProviderError' ? 'MissingAuthenticationToken' : name;

/** Where STS is asked about access keys: at AWS, unless the person has set another place. */
export const stsUrlOf = (environment: NodeJS.ProcessEnv): string =>
  environment.AWS_ENDPOINT_URL_STS ?? environment.AWS_ENDPOINT_URL ?? 'https://sts.us-east-1.amazonaws.com';

/** The account that the environment of a person's terminal leads to. */
export const personAccount = (environment: NodeJS.ProcessEnv): PersonAccount => ({
  async ask(action, input) {
    const program = projectFile('local/aws/person-sts.mjs');
    const child = spawn(process.execPath, [program], {
      env: environment,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: longestMs,
    });
    const ended = once(child, 'close');
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify({ action, input }));
    const printed = await text(child.stdout);
    await ended;
    if (printed === '')
      throw new AwsError('RequestTimeout', 'The AWS credentials were not found in time.', 408);
    const answer = answerShape.parse(JSON.parse(printed));
    if ('data' in answer) return answer.data;
    const { name, message, status } = answer.error;
    throw new AwsError(typeOf(name), message, status);
  },
});
