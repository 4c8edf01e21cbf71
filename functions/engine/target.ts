/** The AWS account of an environment: its keys in the secret store, and the way in. */
import * as z from 'zod/mini';
import { TrellisError } from '../../core/errors';
import type { EnvironmentRecord, TargetRecord } from '../../core/records';
import type { AccessKeys } from '../../core/target';
import { keysProblem, ownProblem, type AwsFailure } from '../../core/target-problems';
import { externalIdOf } from '../../core/target-view';
import { report } from '../adapters/report';
import { readSecret, removeSecret, writeSecret } from '../adapters/secrets';
import { assumeRole, identityOf, ownIdentity, type AccountCredentials } from '../adapters/sts';

/** An environment's account, as far as the way in goes. */
type Place = Pick<EnvironmentRecord, 'id' | 'name' | 'target' | 'externalId'>;

const keptKeys = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });

/** A name that no variable's secret can have. */
const secretNameOf = (environmentId: string, revision: string): string =>
  `${environmentId}/target-${revision}`;

/** Keeps access keys under a name of their own, so that what is set meanwhile stays whole. Gives the name. */
export const keepKeys = async (
  environmentId: string,
  revision: string,
  keys: AccessKeys,
): Promise<string> => {
  const name = secretNameOf(environmentId, revision);
  await writeSecret(name, JSON.stringify(keys));
  return name;
};

/** Forgets access keys that nothing names any more. */
export const forgetKeys = (secretName: string): Promise<void> => removeSecret(secretName);

/** Forgets what is kept for an environment that is gone. */
export const forgetTarget = async ({ target }: Pick<EnvironmentRecord, 'target'>): Promise<void> => {
  if (target?.kind === 'KEYS') await forgetKeys(target.secretName);
};

/** Our sentence for what STS answered; an answer that nobody foresaw is noted as it came. */
const problemOf = (error: unknown, explain: (failure: AwsFailure) => TrellisError): unknown => {
  if (!(error instanceof Error)) return error;
  const problem = explain(error);
  if (problem.code === 'target.unreachable') report('STS gave no answer of use', error);
  return problem;
};

const readKeys = async (target: TargetRecord & { kind: 'KEYS' }): Promise<AccessKeys> => {
  const kept = await readSecret(target.secretName);
  if (kept === undefined) throw new TrellisError('target.keys_refused', { ending: target.accessKeyId });
  return keptKeys.parse(JSON.parse(kept));
};

const assumed = async (place: Place, roleArn: string, sessionName: string, tags: Record<string, string>) => {
  try {
    return await assumeRole({ roleArn, externalId: externalIdOf(place), sessionName, tags });
  } catch (error) {
    throw problemOf(error, (failure) => ownProblem(failure, roleArn));
  }
};

/**
 * Credentials for the commands of a deployment.
 *
 * @throws TrellisError `target.none`, and those of `core/target-problems.ts`
 */
export const targetCredentials = async (
  place: Place,
  deployment: { id: string; appName: string },
): Promise<AccountCredentials> => {
  const { target, name } = place;
  if (!target) throw new TrellisError('target.none', { name });
  if (target.kind === 'KEYS') return { ...(await readKeys(target)), sessionToken: null, expiration: null };
  const tags = { 'trellis:app': deployment.appName, 'trellis:environment': name };
  return (await assumed(place, target.roleArn, deployment.id, tags)).credentials;
};

/**
 * Gets into an environment's account as its next deployment would. Gives whom it is there, as an ARN.
 *
 * @throws TrellisError `target.none`, and those of `core/target-problems.ts`
 */
export const enterTarget = async (place: Place): Promise<string> => {
  const { target, name } = place;
  if (!target) throw new TrellisError('target.none', { name });
  if (target.kind === 'ROLE') return (await assumed(place, target.roleArn, 'trellis-check', {})).arn;
  const keys = await readKeys(target);
  try {
    return await identityOf(keys);
  } catch (error) {
    throw problemOf(error, (failure) => keysProblem(failure, target.accessKeyId));
  }
};

/**
 * Trellis itself, as an ARN.
 *
 * @throws TrellisError `target.no_credentials`, `target.own_credentials`, `target.unreachable`
 */
export const trellisIdentity = async (): Promise<string> => {
  try {
    return await ownIdentity();
  } catch (error) {
    throw problemOf(error, (failure) => ownProblem(failure, 'its own role'));
  }
};
