/** Brings the status that a commit has in an environment to what the run that speaks for it says now. */
import { commitReport, neverRan } from '../../core/github-report';
import type { CommitStatusRecord, DeploymentRecord } from '../../core/records';
import { postCommitReport, type ReportedRepository } from '../adapters/github-reports';
import { findDeployment } from '../adapters/store/deployments';
import { commitKey, keepCommitStatus, noteRun, readCommitStatus } from '../adapters/store/reports';
import { inTurn } from '../adapters/store/turns';

/** The newest run; when that ended before it began, the newest that did begin. */
const speakerOf = async ({ newest, ran }: CommitStatusRecord): Promise<DeploymentRecord | undefined> => {
  const deployment = await findDeployment(newest);
  const silent = !deployment || neverRan(deployment);
  return (silent && ran !== undefined ? await findDeployment(ran) : undefined) ?? deployment;
};

/**
 * Shows at a commit how it fares in an environment.
 *
 * @returns false when somebody else is at it and will show it
 */
export const showCommitStatus = async (
  repository: ReportedRepository,
  deployment: DeploymentRecord,
): Promise<boolean> => {
  const commit = deployment.commit?.hash;
  // Taking everything down says nothing about a commit.
  if (deployment.kind === 'TEARDOWN' || commit === undefined) return true;
  const key = commitKey(deployment, commit);
  await noteRun(key, deployment);
  return inTurn(key, async () => {
    const known = await readCommitStatus(key);
    const speaker = known && (await speakerOf(known));
    if (!known || !speaker) return;
    const report = commitReport(speaker);
    const told = JSON.stringify({ ...report, deploymentId: speaker.id });
    if (known.told === told) return;
    await postCommitReport(repository, speaker, commit, report);
    await keepCommitStatus(key, told);
  });
};
