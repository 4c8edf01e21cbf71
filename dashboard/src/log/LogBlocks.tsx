/** Draws a log as real lines, in blocks that the browser skips while they are out of sight. Finding, selecting, printing work. */
import { memo, useEffect, useMemo, useRef } from 'react';
import type { LogSection } from '../../../core/log-merge';
import type { LogBodyProps } from './body';
import type { LineRange } from './line-range';
import styles from './log.module.css';
import { LogRow } from './LogRow';
import type { Mark } from './pieces';
import type { Times } from './preferences';
import { scrollWithin } from './scroll';
import { GapRow, StepRow } from './StepRow';
import { styleAt } from './style-cache';

const BLOCK = 200;
const LINE_PIXELS = 20;

interface BlockProps {
  section: LogSection;
  /** Together with `from` and `to` it says whether anything in the block changed. */
  revision: number;
  from: number;
  to: number;
  times: Times;
  start: number;
  chosen: LineRange | undefined;
  marks: ReadonlyMap<number, readonly Mark[]> | undefined;
}

const Block = memo(({ section, from, to, times, start, chosen, marks }: BlockProps) => (
  <div className={styles.block} style={{ containIntrinsicSize: `auto ${(to - from) * LINE_PIXELS}px` }}>
    {section.lines.slice(from, to).map((line, index) => (
      <LogRow
        key={line.seq}
        line={line}
        style={styleAt(section, from + index)}
        times={times}
        start={start}
        chosen={chosen !== undefined && line.seq >= chosen.from && line.seq <= chosen.to}
        marks={marks?.get(line.seq)}
      />
    ))}
  </div>
));
Block.displayName = 'LogBlock';

const cut = (from: number, to: number): [number, number][] => {
  const blocks: [number, number][] = [];
  for (let at = from; at < to;) {
    const end = Math.min(to, (Math.floor(at / BLOCK) + 1) * BLOCK);
    blocks.push([at, end]);
    at = end;
  }
  return blocks;
};

/** True when one of the ascending numbers lies in the range: other blocks need not be drawn again for a search. */
const hasHit = (hits: readonly number[], from = 0, to = 0): boolean => {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle] ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  return (hits[low] ?? Infinity) <= to;
};

export const LogBlocks = (props: LogBodyProps) => {
  const { segments, steps, times, start, chosen, marks, comes, onToggle, target, version, box } = props;
  const shown = useRef<LogBodyProps['target']>(undefined);
  const hits = useMemo(() => [...marks.keys()], [marks]);
  useEffect(() => {
    if (!target || shown.current === target) return;
    const element = document.getElementById(`L${target.seq + 1}`);
    if (!element || !box.current) return;
    shown.current = target;
    scrollWithin(box.current, element, 'middle');
  }, [target, version, segments, box]);
  return segments.map((segment) => {
    if (segment.kind === 'head') {
      return (
        <StepRow
          key={segment.step}
          name={segment.step}
          step={steps.find((step) => step.name === segment.step)}
          lines={segment.lines}
          open={segment.open}
          onToggle={onToggle}
        />
      );
    }
    if (segment.kind === 'gap') {
      return <GapRow key={`gap${segment.gap.from}`} {...segment.gap} reading={comes(segment.gap)} />;
    }
    const { section } = segment;
    return cut(segment.from, segment.to).map(([from, to]) => (
      <Block
        key={`${section.step}${from}`}
        section={section}
        revision={section.revision}
        from={from}
        to={to}
        times={times}
        start={start}
        chosen={chosen}
        marks={hasHit(hits, section.lines[from]?.seq, section.lines[to - 1]?.seq) ? marks : undefined}
      />
    ));
  });
};
