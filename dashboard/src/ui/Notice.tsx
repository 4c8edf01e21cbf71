import type { ReactNode } from 'react';
import type { Problem } from '../api/errors';
import type { Tone } from '../format/status';
import { Icon } from './Icon';
import styles from './ui.module.css';

interface NoticeProps {
  tone: Extract<Tone, 'fail' | 'wait' | 'idle'>;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A sentence that needs attention, with what to do about it. */
export const Notice = ({ tone, title, children, actions }: NoticeProps) => (
  <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'fail' ? 'alert' : 'note'}>
    <Icon name="warning" />
    <div className={styles.noticeText}>
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
    {actions}
  </div>
);

/** A failed call: what is wrong and the next step. */
export const ProblemNotice = ({ problem, actions }: { problem: Problem; actions?: ReactNode }) => (
  <Notice tone="fail" title={problem.message} actions={actions}>
    {problem.nextStep}
  </Notice>
);
