import { memo, type CSSProperties } from 'react';
import type { LogLine } from '../../../core/log-merge';
import { clock } from '../format/time';
import type { Colour, Style } from './ansi';
import styles from './log.module.css';
import { piecesOf, type Mark, type Piece } from './pieces';
import type { Times } from './preferences';

const colourOf = (colour: Colour): string =>
  typeof colour === 'number' ? `var(--tr-palette-ansi${colour})` : colour;

const cssOf = (style: Style): CSSProperties | undefined => {
  if (Object.keys(style).length === 0) return undefined;
  const [fg, bg] = style.inverse
    ? [style.bg ?? 'var(--tr-palette-log)', style.fg ?? 'var(--tr-palette-ink)']
    : [style.fg, style.bg];
  const lines = [style.underline && 'underline', style.strike && 'line-through'].filter(Boolean).join(' ');
  return {
    ...(fg === undefined ? {} : { color: colourOf(fg) }),
    ...(bg === undefined ? {} : { backgroundColor: colourOf(bg) }),
    ...(style.bold ? { fontWeight: 700 } : {}),
    ...(style.dim && fg === undefined ? { color: 'var(--tr-palette-dim)' } : {}),
    ...(style.italic ? { fontStyle: 'italic' } : {}),
    ...(lines ? { textDecoration: lines } : {}),
  };
};

const drawPiece = (piece: Piece, key: number) => {
  const css = cssOf(piece.style);
  const text = piece.masked ? (
    <span className={styles.masked} title="A secret, masked before it left the builder">
      ••••••
    </span>
  ) : (
    piece.text
  );
  const marked = piece.mark ? (
    <mark className={piece.mark === 'now' ? styles.hitNow : styles.hit}>{text}</mark>
  ) : (
    text
  );
  if (piece.href) {
    return (
      <a
        key={key}
        href={piece.href}
        target="_blank"
        rel="noopener noreferrer"
        className={styles.address}
        style={css}
      >
        {marked}
      </a>
    );
  }
  if (!css && !piece.masked && !piece.mark) return piece.text;
  return (
    <span key={key} style={css}>
      {marked}
    </span>
  );
};

const clockFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

const timeOf = (time: number, times: Times, start: number): string =>
  times === 'clock' ? clockFormat.format(time) : `+${clock(time - start)}`;

interface LogRowProps {
  line: LogLine;
  /** The style that the line before left. */
  style: Style;
  times: Times;
  /** When the deployment started, in milliseconds since 1970. */
  start: number;
  chosen: boolean;
  marks?: readonly Mark[] | undefined;
}

/** One line: number, time, text. Numbers and times are drawn by the style sheet, so that copying leaves them out. */
export const LogRow = memo(({ line, style, times, start, chosen, marks }: LogRowProps) => (
  <div
    id={`L${line.seq + 1}`}
    className={`${styles.line} ${chosen ? styles.chosen : ''} ${line.stderr ? styles.stderr : ''}`}
  >
    {/* Its text comes from the style sheet; readers that do not see it have find and the address. */}
    <a
      href={`#L${line.seq + 1}`}
      aria-hidden="true"
      tabIndex={-1}
      className={styles.number}
      data-number={line.seq + 1}
      title={line.stderr ? 'Standard error' : undefined}
    />
    {times !== 'off' && <span className={styles.time} data-time={timeOf(line.time, times, start)} />}
    <span className={styles.text}>
      {line.text === '' ? '\u200b' : piecesOf(line.text, style, marks).map(drawPiece)}
    </span>
  </div>
));
LogRow.displayName = 'LogRow';
