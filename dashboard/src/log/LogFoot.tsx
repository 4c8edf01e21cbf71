import { count } from '../format/text';
import { StatusShape } from '../ui/Icon';
import { namesOfGaps, type LogEnd } from './log-end';
import styles from './log.module.css';

interface LogFootProps {
  end: LogEnd;
  /** Lines that are here. */
  lines: number;
  /** True when they are those that the builder wrote, by their hash. */
  verified: boolean;
}

/** The last row: that the log is complete, or what is missing of it. */
export const LogFoot = ({ end, lines, verified }: LogFootProps) => {
  if (end.kind === 'complete')
    return (
      <div className={styles.foot}>
        <span className={styles.whole}>
          <StatusShape shape="check" size={13} />
        </span>
        <span>
          End of the log: {count(lines, 'line')}, complete
          {verified && ', as the builder wrote them'}
          {end.omitted > 0 && `; ${count(end.omitted, 'line')} over the log limit left out by the builder`}.
        </span>
      </div>
    );
  if (end.kind !== 'missing') return null;
  return (
    <div className={`${styles.foot} ${styles.missing}`}>
      <span>
        <StatusShape shape="dash" size={13} />
      </span>
      <span>
        End of the log: {count(lines, 'line')} here, {count(end.lines, 'line')} missing (
        {namesOfGaps(end.gaps)}
        ). The builder or its log was cut off.
      </span>
    </div>
  );
};
