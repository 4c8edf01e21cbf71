import { useState } from 'react';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { fieldProblem, problemOf, type Problem } from '../api/errors';
import { useNow } from '../format/clock-store';
import type { LiveEnvironmentFragment } from '../gql/graphql';
import { HoldBanner } from '../hold/HoldBanner';
import { useLock } from '../hold/use-lock';
import { holdEffect, shownHold } from '../hold/words';
import { ProblemNotice } from '../ui/Notice';
import { Section } from '../ui/Section';
import styles from './environment.module.css';

const kinds = {
  LOCK: 'Lock: nothing may change',
  FREEZE: 'Freeze: only rollbacks may change it',
} as const;

type Kind = keyof typeof kinds;

const empty = { kind: 'LOCK' as Kind, reason: '', from: '', until: '' };

/** A date and time of this place as the API wants it; null when none was given. */
const instantOf = (local: string): string | null => (local === '' ? null : new Date(local).toISOString());

/** Keeps deployments out for a while, or lets them in again. */
export const LockSettings = ({ environment }: { environment: LiveEnvironmentFragment }) => {
  const lock = useLock();
  const now = useNow('slow');
  const [draft, setDraft] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { id, name } = environment;
  const held = shownHold(environment.hold, now);
  const verb = draft.kind === 'LOCK' ? 'Lock' : 'Freeze';
  const told = {
    reason: fieldProblem(problem, 'reason'),
    from: fieldProblem(problem, 'startsAt'),
    until: fieldProblem(problem, 'endsAt'),
  };
  const atField = Object.values(told).some((each) => each !== undefined);
  const time = (key: 'from' | 'until', label: string, help: string) => (
    <TextField
      label={label}
      type="datetime-local"
      value={draft[key]}
      error={told[key] !== undefined}
      helperText={told[key] ?? help}
      slotProps={{ inputLabel: { shrink: true } }}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
    />
  );
  return (
    <Section
      title="Lock"
      about="Keeps deployments out for a while. What runs when it begins is not touched; pushes wait for its end."
    >
      {held && <HoldBanner environment={environment} full />}
      <form
        noValidate
        style={{ display: 'grid', gap: 18 }}
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          setProblem(undefined);
          lock({
            environmentId: id,
            kind: draft.kind,
            reason: draft.reason,
            startsAt: instantOf(draft.from),
            endsAt: instantOf(draft.until),
          })
            .then(() => setDraft(empty))
            .catch((thrown: unknown) => setProblem(problemOf(thrown)))
            .finally(() => setBusy(false));
        }}
      >
        <TextField
          select
          label="What it stops"
          value={draft.kind}
          helperText={holdEffect(draft.kind, Boolean(environment.approval))}
          onChange={(event) =>
            setDraft({ ...draft, kind: event.target.value === 'FREEZE' ? 'FREEZE' : 'LOCK' })
          }
        >
          {Object.entries(kinds).map(([kind, label]) => (
            <MenuItem key={kind} value={kind}>
              {label}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          label="Reason"
          value={draft.reason}
          error={told.reason !== undefined}
          helperText={told.reason ?? 'Shown to everyone whom it stops.'}
          onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
        />
        <div className={styles.times}>
          {time('from', 'From', 'Empty: at once.')}
          {time('until', 'Until', 'Empty: until someone lifts it.')}
        </div>
        {problem && !atField && <ProblemNotice problem={problem} />}
        <div>
          <Button type="submit" disabled={busy || draft.reason.trim() === ''}>
            {busy ? 'Saving…' : held ? `Replace by this ${verb.toLowerCase()}` : `${verb} ${name}`}
          </Button>
        </div>
      </form>
    </Section>
  );
};
