import type { RefObject } from 'react';
import type { Gap } from '../../../core/log-merge';
import type { StepName } from '../../../core/records';
import type { LineRange } from './line-range';
import type { Mark } from './pieces';
import type { Times } from './preferences';
import type { Segment } from './rows';
import type { StepFragment } from './types';

/** What both ways of drawing the log get. */
export interface LogBodyProps {
  segments: readonly Segment[];
  steps: readonly StepFragment[];
  times: Times;
  start: number;
  chosen: LineRange | undefined;
  marks: ReadonlyMap<number, readonly Mark[]>;
  /** True while the lines of a gap may still come. */
  comes: (gap: Gap) => boolean;
  onToggle: (step: StepName, open: boolean) => void;
  /** A line to bring into view; a new object asks again. */
  target: { seq: number } | undefined;
  /** Grows with every change of the log. */
  version: number;
  /** The element that scrolls. */
  box: RefObject<HTMLDivElement | null>;
}
