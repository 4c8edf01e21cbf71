/** The log of a deployment: live, foldable by step, findable, linkable. */
import { useMemo, useState, type MouseEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { isTerminal } from '../../../core/states';
import type { StepName } from '../../../core/records';
import { useNow } from '../format/clock-store';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { useShortcut } from '../shell/shortcuts';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import type { LogBodyProps } from './body';
import { FindBar } from './FindBar';
import { extendRange, formatRange, parseRange } from './line-range';
import styles from './log.module.css';
import { LogBlocks } from './LogBlocks';
import { endOfLog, isMissing } from './log-end';
import { LogEmpty } from './LogEmpty';
import { LogFoot } from './LogFoot';
import { LogToolbar } from './LogToolbar';
import { LogVirtual } from './LogVirtual';
import { isStepOpen } from './open-steps';
import { openText, plainText } from './plain-text';
import { nextTimes, usePreferences } from './preferences';
import { segmentsOf, visibleLines } from './rows';
import { useDownload } from './use-download';
import { useFind } from './use-find';
import { useFollow } from './use-follow';
import { useLogFeed } from './use-log-feed';

/** More lines than this are drawn one screen at a time. */
const MOST_REAL_LINES = 5_000;

interface LogViewProps {
  deployment: LiveDeploymentFragment;
  /** What keeps its environment from starting it: a lock or a freeze. */
  held?: string | undefined;
}

export const LogView = ({ deployment, held }: LogViewProps) => {
  const { id, status, steps, logLines, logMissing, logExpiresAt, startedAt, createdAt } = deployment;
  const ended = isTerminal(status);
  const { log, version, loading, failed, verified } = useLogFeed(id, ended, logLines ?? null);
  const download = useDownload(deployment);
  const location = useLocation();
  const { hash } = location;
  const state: unknown = location.state;
  const navigate = useNavigate();
  const range = useMemo(() => parseRange(hash), [hash]);
  const [chosenSteps, setChosenSteps] = useState<Partial<Record<StepName, boolean>>>({});
  const [sought, setSought] = useState<{ seq: number }>();
  const [preferences, change] = usePreferences();
  const { box, following, missed, onScroll, follow } = useFollow(version, log.size, !ended && !range);

  // Who chose lines by a click sees them already and is not moved; after a reload the same address is a link like any other.
  const [openedAt] = useState(() => performance.timeOrigin + performance.now());
  const linked = useMemo(
    () => (range && state !== openedAt ? { seq: range.from } : undefined),
    [range, state, openedAt],
  );
  // Who opens a failed deployment wants the end of what failed; who watched it is there already.
  const [openedEnded] = useState(ended);
  const failedStep = steps.find((step) => step.status === 'FAILED')?.name;
  const wreck = log.sections.find((section) => section.step === failedStep)?.lines.at(-1)?.seq;
  const seqOfWreck = openedEnded && !loading ? wreck : undefined;
  const failure = useMemo(() => (seqOfWreck === undefined ? undefined : { seq: seqOfWreck }), [seqOfWreck]);
  const target = sought ?? linked ?? failure;
  const targetStep =
    target && log.sections.findLast((section) => (section.lines[0]?.seq ?? Infinity) <= target.seq)?.step;
  const now = useNow(logExpiresAt && ended ? 'slow' : 'still');
  const gaps = log.gaps();
  const reading = !ended || loading || failed;
  const end = endOfLog(deployment, { size: log.size, gaps, reading }, now);
  const segments = segmentsOf(log.sections, gaps, (step) =>
    chosenSteps[step] === undefined && step === targetStep
      ? true
      : isStepOpen(step, steps, status, chosenSteps),
  );
  const toggle = (step: StepName, open: boolean): void => {
    follow(false);
    setChosenSteps({ ...chosenSteps, [step]: open });
  };

  const find = useFind(log, version, (hit) => {
    toggle(hit.step, true);
    setSought({ seq: hit.seq });
  });
  useShortcut('/', 'Find in the log', () => find.setOpen(true));
  useShortcut('f', 'Follow the end of the log', () => follow(!following));
  useShortcut('w', 'Wrap long lines', () => change({ wrap: !preferences.wrap }));
  useShortcut('t', 'Show times: off, elapsed, clock', () => change({ times: nextTimes[preferences.times] }));

  const choose = (event: MouseEvent<HTMLDivElement>): void => {
    const number = (event.target as HTMLElement).closest<HTMLElement>('[data-number]')?.dataset['number'];
    if (number === undefined) return;
    event.preventDefault();
    follow(false);
    const seq = Number(number) - 1;
    const next = event.shiftKey ? extendRange(range, seq) : { from: seq, to: seq };
    void navigate({ hash: formatRange(next) }, { replace: true, preventScrollReset: true, state: openedAt });
  };

  const body: LogBodyProps = {
    segments,
    steps,
    times: preferences.times,
    start: Date.parse(startedAt ?? createdAt),
    chosen: range,
    marks: find.marks,
    comes: (gap) => reading && !isMissing(gap, logMissing),
    onToggle: toggle,
    target,
    version,
    box,
  };
  const long = visibleLines(segments) > MOST_REAL_LINES;
  return (
    <section aria-labelledby="log-title" className={`card ${styles.frame}`}>
      <LogToolbar
        lines={log.size}
        download={download}
        following={following}
        live={!ended}
        onFind={() => find.setOpen(true)}
        onFollow={() => follow(!following)}
        onRaw={() => openText(plainText(log.sections))}
        copyText={() => plainText(log.sections, range)}
      />
      {find.open && <FindBar find={find} />}
      {verified === false && (
        <Notice tone="wait" title="This log is not what the builder wrote.">
          All lines are here, but their hash differs from the one that the builder gave: some of it was
          altered on its way. Deploy again to get a log that is whole.
        </Notice>
      )}
      {/* Clicks on line numbers are gathered here: one listener, however many lines. The keyboard has find and the address. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        id="log"
        ref={box}
        role="log"
        aria-live="off"
        aria-labelledby="log-title"
        aria-busy={loading}
        data-testid="log"
        // A scrolled region must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={`${styles.log} ${preferences.wrap ? styles.wrap : ''}`}
        onScroll={onScroll}
        onClick={choose}
      >
        {segments.length === 0 || end.kind === 'removed' ? (
          <LogEmpty {...{ loading, failed, ended, status, end, held }} />
        ) : long ? (
          <LogVirtual {...body} />
        ) : (
          <LogBlocks {...body} />
        )}
        <LogFoot end={end} lines={log.size} verified={verified === true} />
      </div>
      {!ended && !following && missed > 0 && (
        <button type="button" className={styles.jump} onClick={() => follow(true)}>
          <Icon name="down" size={13} />
          Jump to latest ({missed.toLocaleString('en')} new)
        </button>
      )}
    </section>
  );
};
