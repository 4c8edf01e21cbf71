/** Whether the account's quotas leave room: for a builder, for functions that run at once, for a network. */
import { GetServiceQuotaCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { neededConcurrency } from '../../concurrency';
import type { Settings } from '../../settings';
import { DeployError } from '../failures';

/** A quota that matters here. Codes of the Service Quotas console. */
interface Quota {
  service: string;
  code: string;
  name: string;
}

const quotas = {
  fargate: { service: 'fargate', code: 'L-3032A538', name: 'Fargate On-Demand vCPU resource count' },
  lambda: { service: 'lambda', code: 'L-B99A9384', name: 'Lambda concurrent executions' },
} as const satisfies Record<string, Quota>;

/** What quotas are; undefined for one that could not be read. */
export type QuotaValues = Record<keyof typeof quotas, number | undefined>;

const read = async (client: ServiceQuotasClient, { service, code }: Quota): Promise<number | undefined> => {
  try {
    const { Quota: quota } = await client.send(
      new GetServiceQuotaCommand({ ServiceCode: service, QuotaCode: code }),
    );
    return quota?.Value;
  } catch {
    // An account that never asked for more has no applied value, and credentials may not be allowed to ask.
    return undefined;
  }
};

/** Reads what can be read. */
export const readQuotas = async (client: ServiceQuotasClient): Promise<QuotaValues> => {
  const [fargate, lambda] = await Promise.all([read(client, quotas.fargate), read(client, quotas.lambda)]);
  return { fargate, lambda };
};

// A page asks for several things at once, and the forwarder must not wait for it.
const comfortableConcurrency = 50;

/**
 * What quotas mean for an installation: notes for a person. A quota that is unknown says nothing. Pure.
 *
 * @throws DeployError `aws.quota` when not even one builder could run, or functions could not set aside what the settings want
 */
export const judgeQuotas = (
  { fargate, lambda }: QuotaValues,
  { builderCpu, reserveConcurrency }: Pick<Settings, 'builderCpu' | 'reserveConcurrency'>,
): string[] => {
  const vcpu = builderCpu / 1024;
  if (reserveConcurrency && lambda !== undefined && lambda < neededConcurrency)
    throw new DeployError('aws.quota', {
      quota: quotas.lambda.name,
      value: lambda,
      needed: `${neededConcurrency} are (for reserveConcurrency)`,
      code: ` (${quotas.lambda.code})`,
    });
  if (fargate !== undefined && fargate < vcpu)
    throw new DeployError('aws.quota', {
      quota: quotas.fargate.name,
      value: fargate,
      needed: `${vcpu} are`,
      code: ` (${quotas.fargate.code})`,
    });
  const notes: string[] = [];
  if (fargate !== undefined && fargate < vcpu * 4) {
    const count = Math.floor(fargate / vcpu);
    notes.push(
      `The quota "${quotas.fargate.name}" (${quotas.fargate.code}) is ${fargate}: ${count} ${count === 1 ? 'builder runs' : 'builders run'} at once, others wait.`,
    );
  }
  if (lambda !== undefined && lambda < comfortableConcurrency)
    notes.push(
      `The quota "${quotas.lambda.name}" (${quotas.lambda.code}) is ${lambda}: ask for ${comfortableConcurrency} or more before a team works with it.`,
    );
  return notes;
};
