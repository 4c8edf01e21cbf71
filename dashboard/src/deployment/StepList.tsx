import type { DeploymentStatus, StepName } from '../../../core/records';
import { stepLooks, stepTitles } from '../format/status';
import { scrollWithin } from '../log/scroll';
import type { StepFragment } from '../log/types';
import { StatusShape } from '../ui/Icon';
import { Elapsed } from '../ui/Times';
import styles from './deployment.module.css';

interface StepListProps {
  steps: readonly StepFragment[];
  status: DeploymentStatus;
  /** What keeps deployments out of its environment now: a lock or a freeze. */
  held: string | undefined;
}

/** Opens a step in the log and goes there. */
const showInLog = (name: StepName): void => {
  const box = document.getElementById('log');
  const head = box?.querySelector<HTMLElement>(`[data-step="${name}"]`);
  if (!box || !head) return;
  if (head.getAttribute('aria-expanded') === 'false') head.click();
  scrollWithin(box, head, 'top');
};

const emptySentence: Partial<Record<DeploymentStatus, string>> = {
  QUEUED: 'Waits for the deployment that runs in the same environment.',
  STARTING: 'Its builder is being started.',
  WAITING_APPROVAL: 'Waits for people to approve it.',
};

/** The steps in order, and where each stands. */
export const StepList = ({ steps, status, held }: StepListProps) => (
  <nav aria-label="Steps" className={`card ${styles.steps}`}>
    {steps.length === 0 && (
      <p className={`dim ${styles.noSteps}`}>
        {status === 'QUEUED' && held
          ? `Waits for the ${held} of its environment to end.`
          : (emptySentence[status] ?? 'It ended before its first step.')}
      </p>
    )}
    <ol>
      {steps.map((step) => {
        const look = stepLooks[step.status];
        const quiet = step.status === 'PENDING' || step.status === 'SKIPPED';
        // Where a command came from is worth knowing when it did not work; of what went well, the name says enough.
        const note = step.status === 'SUCCEEDED' ? null : step.note;
        return (
          <li key={step.name}>
            <button
              type="button"
              className={`${styles.step} ${step.status === 'RUNNING' ? styles.now : ''} ${quiet ? 'dim' : ''}`}
              title={step.command ?? undefined}
              onClick={() => showInLog(step.name)}
            >
              <span style={{ color: `var(--tr-palette-${look.tone})` }} className={styles.shape}>
                <StatusShape shape={look.shape} />
              </span>
              <span className={styles.stepName}>{stepTitles[step.name]}</span>
              <span className={step.status === 'SKIPPED' || step.status === 'FAILED' ? 'dim' : 'sr-only'}>
                {look.word.toLowerCase()}
                {step.status === 'FAILED' && step.exitCode != null && `, exit code ${step.exitCode}`}
              </span>
              <span className={styles.taken}>
                <Elapsed startedAt={step.startedAt ?? null} finishedAt={step.finishedAt ?? null} />
              </span>
              {note && <span className={`dim ${styles.note}`}>{note}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  </nav>
);
