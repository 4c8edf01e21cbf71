/** What the sweeper does for reports to GitHub that are still open: those of deployments that have ended are asked for, a few times. */
import { lookAtReport } from '../../core/report-look';
import type { ReportRecord } from '../../core/records';
import { askForReport } from '../adapters/events';
import { report } from '../adapters/report';
import { findDeployment } from '../adapters/store/deployments';
import { closeReport, dueReports, postponeReport } from '../adapters/store/reports';

/** The rest is due at the next visit. */
const AT_ONCE = 25;

const lookAfter = async (open: ReportRecord): Promise<void> => {
  const { deploymentId, tries } = open;
  const deployment = await findDeployment(deploymentId);
  const look = lookAtReport(deployment, tries);
  if (look.action === 'wait') return postponeReport(open, look.againMs, false);
  if (look.action === 'ask' && deployment) {
    // First the note, so that a bus that fails is not asked again at once.
    await postponeReport(open, look.againMs, true);
    return askForReport(deployment);
  }
  if (look.action === 'give up')
    report('the report of a deployment to GitHub is given up', undefined, {
      deploymentId,
      tries: String(tries),
    });
  return closeReport(deploymentId);
};

/** Looks after the open reports whose time has come. */
export const lookAfterReports = async (): Promise<void> => {
  await Promise.all((await dueReports(AT_ONCE)).map(lookAfter));
};
