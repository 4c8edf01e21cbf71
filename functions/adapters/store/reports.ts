/** What GitHub was told of deployments, in the table. */
import type {
  CommitStatusRecord,
  DeploymentRecord,
  ReportPart,
  ReportRecord,
  ShownRecord,
} from '../../../core/records';
import { FIRST_LOOK_MS } from '../../../core/report-look';
import type { Shown } from '../../../core/shown';
import { commitStatusKey, reportIndex, reportKey, REPORTS, shownKey } from '../../../core/table';
import { getItem, putItem, putNew, queryUpTo, updateItem, type Key } from '../dynamo';
import { assign } from '../expressions';

/** A commit that nobody deployed for this long is told of anew. */
const COMMIT_SECONDS = 90 * 24 * 3600;

const isoAfter = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

/** Opens the report of a deployment that is about to be written; nothing happens when it was opened before. */
export const openReport = async (deploymentId: string): Promise<void> => {
  await putNew({
    ...reportKey(deploymentId),
    ...reportIndex(isoAfter(FIRST_LOOK_MS), deploymentId),
    deploymentId,
    tries: 0,
  });
};

/** What was told of a deployment; undefined when it is older than reports. */
export const findReport = (deploymentId: string): Promise<ReportRecord | undefined> =>
  getItem<ReportRecord>(reportKey(deploymentId));

/** Changes what is known of a report. */
export const changeReport = async (
  deploymentId: string,
  changes: Partial<Pick<ReportRecord, 'begun' | 'githubId' | 'told'>>,
): Promise<void> => {
  await updateItem(reportKey(deploymentId), assign(changes));
};

/** Notes that GitHub refuses a part of a report; false when that was known. */
export const noteRefused = async (deploymentId: string, part: ReportPart, code: string): Promise<boolean> => {
  const key = reportKey(deploymentId);
  const names = { '#refused': 'refused' };
  await updateItem(
    key,
    { expression: 'SET #refused = :none', names, values: { ':none': {} } },
    'attribute_not_exists(#refused)',
  );
  const noted = await updateItem(
    key,
    {
      expression: 'SET #refused.#part = :code',
      names: { ...names, '#part': part },
      values: { ':code': code },
    },
    'attribute_not_exists(#refused.#part)',
  );
  return noted !== undefined;
};

/** Looks at an open report again after some time; `asked` when it is asked for now. A report that was closed stays closed. */
export const postponeReport = async (
  { deploymentId, tries }: Pick<ReportRecord, 'deploymentId' | 'tries'>,
  againMs: number,
  asked: boolean,
): Promise<void> => {
  await updateItem(
    reportKey(deploymentId),
    assign({ ...reportIndex(isoAfter(againMs), deploymentId), tries: asked ? tries + 1 : tries }),
    'attribute_exists(#gsi1pk)',
  );
};

/** Leaves GitHub alone for a while, because it said so. */
export const restReport = async (deploymentId: string, forMs: number): Promise<void> => {
  await updateItem(
    reportKey(deploymentId),
    assign({ ...reportIndex(isoAfter(forMs), deploymentId), notBefore: Date.now() + forMs }),
    'attribute_exists(#gsi1pk)',
  );
};

/** Takes a report off the list of open ones: its end is told, or never will be. */
export const closeReport = async (deploymentId: string): Promise<void> => {
  await updateItem(
    reportKey(deploymentId),
    assign({ gsi1pk: undefined, gsi1sk: undefined, notBefore: undefined, closed: true }),
    'attribute_exists(pk)',
  );
};

/** Open reports whose time has come, the longest overdue first. */
export const dueReports = (limit: number): Promise<ReportRecord[]> =>
  queryUpTo<ReportRecord>({ index: 'gsi1', pk: REPORTS, upTo: isoAfter(0), limit });

/** Where it is kept which run speaks for a commit. */
export const commitKey = ({ environmentId }: DeploymentRecord, hash: string): Key =>
  commitStatusKey(environmentId, hash);

/** Which run speaks for a commit. */
export const readCommitStatus = (key: Key): Promise<CommitStatusRecord | undefined> =>
  getItem<CommitStatusRecord>(key);

/** Notes a run of a commit, unless a newer one is noted; ids sort by time. */
export const noteRun = async (key: Key, { id, startedAt }: DeploymentRecord): Promise<void> => {
  const expiresAt = Math.floor(Date.now() / 1000) + COMMIT_SECONDS;
  for (const name of startedAt === null ? ['newest'] : ['newest', 'ran'])
    await updateItem(
      key,
      assign({ [name]: id, expiresAt }),
      `attribute_not_exists(#${name}) OR #${name} < :${name}`,
    );
};

/** Keeps what a commit's status shows. */
export const keepCommitStatus = async (key: Key, told: string): Promise<void> => {
  await updateItem(key, assign({ told }));
};

/** What GitHub shows as live in an environment. */
export const readShown = (environmentId: string): Promise<ShownRecord | undefined> =>
  getItem<ShownRecord>(shownKey(environmentId));

/** Keeps what GitHub shows as live; false when it is not as it was read. */
export const keepShown = (
  environmentId: string,
  before: ShownRecord | undefined,
  { deploymentId, fence, retiring }: Shown,
): Promise<boolean> => {
  const version = (before?.version ?? 0) + 1;
  const item = { ...shownKey(environmentId), deploymentId, fence, retiring, version };
  if (!before) return putNew(item);
  return putItem(item, {
    expression: '#version = :before',
    names: { '#version': 'version' },
    values: { ':before': before.version },
  });
};
