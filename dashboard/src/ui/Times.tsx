import { ago, clock, duration, exact, taken } from '../format/time';
import { useNow } from '../format/clock-store';

/** "2 h ago", ticking, with the exact time on hover. */
export const Ago = ({ iso }: { iso: string }) => {
  const now = useNow('slow');
  return (
    <time dateTime={iso} title={exact(iso)}>
      {ago(iso, Math.max(now, Date.parse(iso)))}
    </time>
  );
};

interface ElapsedProps {
  startedAt?: string | null;
  finishedAt?: string | null;
}

/** How long something took, or takes so far as `m:ss`; nothing before it starts. */
export const Elapsed = ({ startedAt, finishedAt }: ElapsedProps) => {
  const now = useNow(startedAt && !finishedAt ? 'second' : 'still');
  const passed = duration(startedAt, finishedAt, now);
  if (passed === undefined) return null;
  return <span className="numbers">{finishedAt ? taken(passed) : clock(passed)}</span>;
};
