/**
 * Asks STS with the credentials that a person has in their terminal. A process of its own: the SDK looks for credentials in the
 * process' environment, and that of the host belongs to the functions. Reads `{ action, input }` from standard input and writes
 * `{ data }` or `{ error }`, as JSON; Node runs this file as it stands.
 */
import { text } from 'node:stream/consumers';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const commands = { AssumeRole: AssumeRoleCommand, GetCallerIdentity: GetCallerIdentityCommand };

/** A region is needed to find STS at all; any will do. */
const anyRegion = 'us-east-1';

const regionOf = async () => {
  try {
    return await new STSClient({}).config.region();
  } catch {
    return anyRegion;
  }
};

/** @param {unknown} error */
const describe = (error) => {
  const { name, message, $metadata } =
    /** @type {{ name: string, message: string, $metadata?: { httpStatusCode?: number } }} */ (error);
  return { name, message, status: $metadata?.httpStatusCode ?? 400 };
};

const ask = async () => {
  const { action, input } = JSON.parse(await text(process.stdin));
  const Command = commands[/** @type {keyof typeof commands} */ (action)];
  const client = new STSClient({ region: await regionOf(), maxAttempts: 2 });
  return { data: await client.send(/** @type {any} */ (new Command(input))) };
};

const answer = await ask().catch((error) => ({ error: describe(error) }));
process.stdout.write(JSON.stringify(answer));
