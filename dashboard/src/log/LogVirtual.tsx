/** Draws only the rows in sight: for logs that are too long for real lines. */
import { useEffect, useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { LogBodyProps } from './body';
import styles from './log.module.css';
import { LogRow } from './LogRow';
import { rowsOf, type Row } from './rows';
import { GapRow, StepRow } from './StepRow';
import { styleAt } from './style-cache';

const LINE_PIXELS = 20;
const HEAD_PIXELS = 32;

const drawRow = (row: Row, props: LogBodyProps) => {
  const { steps, times, start, chosen, marks, comes, onToggle } = props;
  if (row.kind === 'head') {
    const step = steps.find((each) => each.name === row.step);
    return <StepRow name={row.step} step={step} lines={row.lines} open={row.open} onToggle={onToggle} />;
  }
  if (row.kind === 'gap') return <GapRow {...row.gap} reading={comes(row.gap)} />;
  const { seq } = row.line;
  return (
    <LogRow
      line={row.line}
      style={styleAt(row.section, row.index)}
      times={times}
      start={start}
      chosen={chosen !== undefined && seq >= chosen.from && seq <= chosen.to}
      marks={marks.get(seq)}
    />
  );
};

export const LogVirtual = (props: LogBodyProps) => {
  const { segments, target, version, box } = props;
  const rows = useMemo(() => rowsOf(segments), [segments]);
  const shown = useRef<LogBodyProps['target']>(undefined);
  // eslint-disable-next-line react-hooks/incompatible-library -- this component is not memoised by a compiler
  const virtual = useVirtualizer({
    count: rows.count,
    getScrollElement: () => box.current,
    estimateSize: (index) => (rows.at(index)?.kind === 'line' ? LINE_PIXELS : HEAD_PIXELS),
    overscan: 30,
  });
  useEffect(() => {
    if (!target || shown.current === target) return;
    const row = rows.ofSeq(target.seq);
    if (row === undefined) return;
    shown.current = target;
    virtual.scrollToIndex(row, { align: 'center' });
  }, [target, version, rows, virtual]);
  return (
    <div className={styles.virtual} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows.at(item.index);
        return (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className={styles.virtualRow}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {row && drawRow(row, props)}
          </div>
        );
      })}
    </div>
  );
};
