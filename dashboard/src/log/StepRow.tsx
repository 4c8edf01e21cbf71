import type { StepName } from '../../../core/records';
import { stepLooks, stepTitles } from '../format/status';
import { count } from '../format/text';
import type { StepFragment } from './types';
import { Icon, StatusShape } from '../ui/Icon';
import { Elapsed } from '../ui/Times';
import styles from './log.module.css';

interface StepRowProps {
  name: StepName;
  step: StepFragment | undefined;
  lines: number;
  open: boolean;
  onToggle: (step: StepName, open: boolean) => void;
}

/** The head of a step: opens and closes its lines. */
export const StepRow = ({ name, step, lines, open, onToggle }: StepRowProps) => {
  const look = step ? stepLooks[step.status] : undefined;
  return (
    <button
      type="button"
      className={styles.step}
      aria-expanded={open}
      data-step={name}
      onClick={() => onToggle(name, !open)}
    >
      <span className={`${styles.chevron} ${open ? styles.chevronOpen : ''}`}>
        <Icon name="chevron" size={12} />
      </span>
      {look && (
        <span style={{ color: `var(--tr-palette-${look.tone})`, display: 'inline-flex' }}>
          <StatusShape shape={look.shape} size={13} />
        </span>
      )}
      <strong>{stepTitles[name]}</strong>
      {look && <span className="sr-only">{look.word}</span>}
      <span className="dim numbers">
        {count(lines, 'line')}
        {step?.startedAt && (
          <>
            {' · '}
            <Elapsed startedAt={step.startedAt} finishedAt={step.finishedAt ?? null} />
          </>
        )}
        {step?.exitCode ? ` · exit code ${step.exitCode}` : ''}
      </span>
      {open && step?.command && <code className={`clip ${styles.command}`}>$ {step.command}</code>}
    </button>
  );
};

/** Lines that have not come: said, never hidden. */
export const GapRow = ({ from, to, reading }: { from: number; to: number; reading: boolean }) => {
  const lines = from === to ? `line ${from + 1}` : `lines ${from + 1} to ${to + 1}`;
  return (
    <div className={`${styles.gap} ${reading ? '' : styles.missing}`}>
      {reading ? `Reading ${lines}…` : `Missing: ${lines}. The builder or its log was cut off.`}
    </div>
  );
};
