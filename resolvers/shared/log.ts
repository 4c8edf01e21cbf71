/** What the functions of `Mutation.publishLogs` hand on to each other. */
import { util } from '@aws-appsync/utils';
import type { LogChunkInput, MutationPublishLogsArgs } from '../../generated/schema';
import type { DeploymentRecord, LineRange } from '../../core/records';
import type { FieldContext } from './context';

/** The part of a deployment that decides about its log. */
export type LogOwner = Pick<
  DeploymentRecord,
  'startedAt' | 'taskArn' | 'logLines' | 'logHash' | 'logMissing' | 'logExpiresAt'
>;

/** Chunks on their way into the table. */
export interface LogWrite {
  deployment: LogOwner;
  /** Which lines the table holds, and the revision of this list; 0 when there is none yet. */
  stored: LineRange[];
  revision: number;
  /** The chunks of the call that the table does not hold. */
  missing: LogChunkInput[];
}

/** The context of such a function; `Result` is what the table gave it. */
export type LogContext<Result> = FieldContext<MutationPublishLogsArgs, Result, LogWrite>;

/** A batch names its table; the host says which it is. */
export function tableOf(ctx: { env: Record<string, string> }): string {
  return ctx.env.TRELLIS_TABLE ?? '';
}

/** The time-to-live attribute of everything in a log. */
export function expiryOf(deployment: LogOwner): { expiresAt?: number } {
  const { logExpiresAt } = deployment;
  if (!logExpiresAt) return {};
  return {
    expiresAt: util.time.epochMilliSecondsToSeconds(util.time.parseISO8601ToEpochMilliSeconds(logExpiresAt)),
  };
}
