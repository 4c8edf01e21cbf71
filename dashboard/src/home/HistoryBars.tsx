import type { HistoryBarFragment } from '../gql/graphql';
import { duration, spell } from '../format/time';
import { isTerminal } from '../../../core/states';
import { lookOf } from '../format/status';
import { count } from '../format/text';
import styles from './home.module.css';

const BARS = 15;
const HEIGHT = 26;
const STEP = 7;
const LOWEST = 5;

const takenBy = ({ startedAt, finishedAt }: HistoryBarFragment): number =>
  duration(startedAt, finishedAt, startedAt ? Date.parse(startedAt) : 0) ?? 0;

const median = (values: readonly number[]): number | undefined =>
  values.length > 0 ? [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] : undefined;

const describe = (bar: HistoryBarFragment): string => {
  const taken = takenBy(bar);
  const { word } = lookOf(bar.status, bar.kind);
  return [bar.environmentName, word, ...(taken ? [spell(taken)] : []), bar.commit?.subject ?? '']
    .filter(Boolean)
    .join(' · ');
};

/** The last deployments as bars: height is duration, colour is result. */
export const HistoryBars = ({ deployments }: { deployments: readonly HistoryBarFragment[] }) => {
  const bars = deployments.slice(0, BARS).reverse();
  if (bars.length === 0) return null;
  const longest = Math.max(...bars.map(takenBy), 1);
  const ended = bars.filter((bar) => isTerminal(bar.status));
  const succeeded = ended.filter((bar) => bar.status === 'SUCCEEDED');
  const judged = ended.filter((bar) => ['SUCCEEDED', 'FAILED', 'TIMED_OUT'].includes(bar.status));
  const waits = bars.filter((bar) => bar.status === 'WAITING_APPROVAL').length;
  const typical = median(succeeded.map(takenBy));
  const rate = judged.length > 0 ? Math.round((succeeded.length / judged.length) * 100) : undefined;
  return (
    <>
      <svg
        role="img"
        aria-label={`Last ${count(bars.length, 'deployment')}: ${succeeded.length} succeeded${waits > 0 ? `, ${waits} waiting for approval` : ''}`}
        width={BARS * STEP}
        height={HEIGHT}
        className={styles.bars}
      >
        {bars.map((bar, index) => {
          const height = LOWEST + (takenBy(bar) / longest) * (HEIGHT - LOWEST);
          const { tone } = lookOf(bar.status, bar.kind);
          return (
            <rect
              key={bar.id}
              x={index * STEP}
              y={HEIGHT - height}
              width={STEP - 2}
              height={height}
              rx="1.5"
              fill={`var(--tr-palette-${tone})`}
            >
              <title>{describe(bar)}</title>
            </rect>
          );
        })}
      </svg>
      <div className={`dim numbers ${styles.typical}`}>
        {[typical !== undefined && `${spell(typical)} typical`, rate !== undefined && `${rate} %`]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  );
};
