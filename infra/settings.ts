/**
 * What a team may decide about its installation: `trellis.settings.json` at the top of the repository, and what the deploy program
 * adds to it. All of it has a default.
 */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { TrellisError } from '../core/errors';

const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:`), `must be an ARN of ${service}`);

/** Fargate's pairs of CPU units and memory in MB (Amazon ECS developer guide, "Task size"), without the smallest. */
const memoryOfCpu: Record<number, { from: number; to: number; step: number }> = {
  512: { from: 1_024, to: 4_096, step: 1_024 },
  1_024: { from: 2_048, to: 8_192, step: 1_024 },
  2_048: { from: 4_096, to: 16_384, step: 1_024 },
  4_096: { from: 8_192, to: 30_720, step: 1_024 },
  8_192: { from: 16_384, to: 61_440, step: 4_096 },
  16_384: { from: 32_768, to: 122_880, step: 8_192 },
};

const fitsFargate = (cpu: number, memory: number): boolean => {
  const range = memoryOfCpu[cpu];
  return range !== undefined && memory >= range.from && memory <= range.to && memory % range.step === 0;
};

const schema = z
  .strictObject({
    /** Part of the name of everything that is made; two installations in an account need two names. */
    name: z
      .string()
      .regex(/^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/, 'must be at most 20 lower-case letters, digits and hyphens')
      .default('trellis'),
    /** Left out: the stack fits any region, which only tests want. */
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region, as eu-central-1')
      .optional(),
    account: z
      .string()
      .regex(/^\d{12}$/, 'must be twelve digits')
      .optional(),
    /** What builders run on; ARM64 costs a fifth less. */
    architecture: z.enum(['ARM64', 'X86_64']).default('ARM64'),
    /** CPU units of a builder: 1,024 are one vCPU. */
    builderCpu: z.int().default(2_048),
    builderMemoryMb: z.int().default(4_096),
    /** Disk of a builder in GiB: 21 to 200; 20 cost nothing extra. */
    builderStorageGib: z.int().min(21).max(200).optional(),
    /** Tag of the builder's image. Left out: the one that names this repository's sources. */
    imageTag: z
      .string()
      .regex(/^[\w][\w.-]{0,127}$/, 'must be an image tag')
      .optional(),
    /** A domain of the team's own for the dashboard. CloudFront wants its certificate in us-east-1. */
    domain: z
      .strictObject({
        name: z.hostname(),
        certificateArn: arn('acm'),
        hostedZoneId: z
          .string()
          .regex(/^Z[A-Z0-9]+$/, 'must be the id of a hosted zone')
          .optional(),
      })
      .optional(),
    /** A network of the team's own, whose subnets lead to the internet. Left out: one without NAT is made. */
    vpcId: z
      .string()
      .regex(/^vpc-[0-9a-f]+$/, 'must be the id of a VPC')
      .optional(),
    subnetIds: z
      .array(z.string().regex(/^subnet-[0-9a-f]+$/, 'must be ids of subnets'))
      .min(1)
      .optional(),
    /** Whether builders get a public address in subnets of the team's own; in the network that is made they always do. */
    assignPublicIp: z.boolean().optional(),
    /** Set on every role. */
    permissionsBoundaryArn: arn('iam').optional(),
    /** Set on every resource that takes tags. */
    tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
    /**
     * Whether functions get a limit of their own of how many run at once. A new account has ten in all and cannot set any aside; ask
     * for a thousand (service quota "Concurrent executions") first.
     */
    reserveConcurrency: z.boolean().default(false),
    /** Traces of requests; they cost per trace. */
    xray: z.boolean().default(false),
    /** Who is told when something needs a person. */
    alarmEmail: z.email().optional(),
  })
  .refine(({ vpcId, subnetIds }) => (vpcId === undefined) === (subnetIds === undefined), {
    path: ['subnetIds'],
    error: 'must come together with vpcId',
  })
  .refine(({ vpcId, assignPublicIp }) => vpcId !== undefined || assignPublicIp === undefined, {
    path: ['assignPublicIp'],
    error: 'must come together with vpcId and subnetIds',
  })
  .refine(({ builderCpu, builderMemoryMb }) => fitsFargate(builderCpu, builderMemoryMb), {
    path: ['builderMemoryMb'],
    error: 'must fit builderCpu: Fargate takes only certain pairs, as 2048 with 4096 to 16384',
  });

/** The settings of an installation, complete. */
export type Settings = z.infer<typeof schema>;

/** Where a team keeps its settings, below the repository's root. */
export const settingsFile = 'trellis.settings.json';

/**
 * Settings from what stands in a file or came by flags.
 *
 * @throws TrellisError `input.invalid`, naming the setting
 */
export const parseSettings = (given: unknown): Settings => {
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new TrellisError('input.invalid', {
    field: field === '' ? settingsFile : field,
    problem: issue?.message ?? 'is not understood',
  });
};

/** The object in the settings file; an empty one where there is no file. */
export const readSettingsFile = (root: string): Record<string, unknown> => {
  const file = `${root}/${settingsFile}`;
  if (!existsSync(file)) return {};
  const invalid = (problem: string) => new TrellisError('input.invalid', { field: settingsFile, problem });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw invalid('must be JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid('must hold one object');
  return value as Record<string, unknown>;
};
