/** The few icons that the dashboard needs, drawn on a 16-pixel grid. */
import type { Shape } from '../format/status';

const strokes = {
  check: 'M4.5 8.3 7 10.8l4.6-5.4',
  cross: 'm5.3 5.3 5.4 5.4m0-5.4-5.4 5.4',
  pause: 'M6.3 5v6m3.4-6v6',
  dash: 'M5 8h6',
  return: 'M7 4.8 4.8 7 7 9.2M5 7h4a2.2 2.2 0 0 1 0 4.4H7.4',
  skip: 'm4.8 5.2 3 2.8-3 2.8m4-5.6 3 2.8-3 2.8',
  clock: 'M8 4.6V8l2.2 1.6',
  dot: 'M8 8h.01',
} as const satisfies Record<Exclude<Shape, 'ring'>, string>;

const lines = {
  arrow: 'M3 8h10m-4-4 4 4-4 4',
  down: 'M8 3v10m-4-4 4 4 4-4',
  chevron: 'm6 4 4 4-4 4',
  close: 'm4 4 8 8m0-8-8 8',
  copy: 'M6 6h7v7H6zM3 10V3h7',
  external: 'M6 4H4v8h8v-2M8.5 3H13v4.5M13 3 7.5 8.5',
  freeze: 'M8 2v12M2.8 5l10.4 6M2.8 11l10.4-6M6.4 3.2 8 4.6l1.6-1.4M6.4 12.8 8 11.4l1.6 1.4',
  gear: 'M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8ZM8 1.8v2m0 8.4v2m6.2-6.2h-2m-8.4 0h-2m10.6-4.4-1.4 1.4m-6 6-1.4 1.4m8.8 0-1.4-1.4m-6-6L3.6 3.6',
  lock: 'M4 7.5h8v6H4zM5.7 7.5V5.3a2.3 2.3 0 0 1 4.6 0v2.2',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm3 7 3.2 3.2',
  shield: 'M8 1.8 13 3.6v4.2c0 3-2 5-5 6.4-3-1.4-5-3.4-5-6.4V3.6L8 1.8Z',
  tick: 'm3 8.5 3.2 3.2L13 4.8',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  warning: 'M8 2.5 14.2 13H1.8L8 2.5Zm0 4v3.2m0 1.8v.1',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
} as const;

export type IconName = keyof typeof lines;

const common = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** A line icon beside words; hidden from screen readers, because the words say it. */
export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" strokeWidth="1.5" {...common}>
    <path d={lines[name]} strokeWidth={name === 'more' ? 2.4 : 1.5} />
  </svg>
);

/** The shape of a status: a filled disc with a sign, or a ring that turns. */
export const StatusShape = ({ shape, size = 15 }: { shape: Shape; size?: number }) =>
  shape === 'ring' ? (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="spin" {...common}>
      <circle cx="8" cy="8" r="6" strokeWidth="2.2" opacity=".25" />
      <path d="M8 2a6 6 0 0 1 6 6" strokeWidth="2.2" />
    </svg>
  ) : (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" {...common}>
      <circle cx="8" cy="8" r="8" fill="currentColor" stroke="none" />
      <path d={strokes[shape]} stroke="var(--tr-palette-paper)" strokeWidth={shape === 'dot' ? 3 : 1.9} />
    </svg>
  );

/** The lattice. */
export const Logo = ({ size = 20 }: { size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 20 20"
    aria-hidden="true"
    {...common}
    stroke="var(--tr-palette-brand)"
  >
    <path d="M4 1.5v17M10 1.5v17M16 1.5v17M1.5 6h17M1.5 14h17" strokeWidth="2" />
  </svg>
);
