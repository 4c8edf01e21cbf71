import { useId, useState } from 'react';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import styles from './form.module.css';

const units = [
  { name: 'days', seconds: 86_400 },
  { name: 'hours', seconds: 3_600 },
  { name: 'minutes', seconds: 60 },
  { name: 'seconds', seconds: 1 },
] as const;

type Unit = (typeof units)[number]['name'];

interface Typed {
  text: string;
  unit: Unit;
}

/** A whole number of seconds in its largest unit that leaves no rest. */
const split = (seconds: number): Typed => {
  const unit = units.find((each) => seconds >= each.seconds && seconds % each.seconds === 0) ?? units[3];
  return { text: String(seconds / unit.seconds), unit: unit.name };
};

/** What was typed, in seconds; NaN when it is no number. */
const join = ({ text, unit }: Typed): number => {
  const size = units.find(({ name }) => name === unit)?.seconds ?? 1;
  return text.trim() === '' ? Number.NaN : Math.round(Number(text) * size * 1000) / 1000;
};

interface DurationFieldProps {
  label: string;
  /** NaN while what was typed is no number. */
  seconds: number;
  help: string;
  /** What is wrong with it. */
  error?: string | undefined;
  onChange: (seconds: number) => void;
}

/** A duration as a number and its unit. */
export const DurationField = ({ label, seconds, help, error, onChange }: DurationFieldProps) => {
  const helpId = useId();
  const [typed, setTyped] = useState<Typed>(() => split(seconds));
  // What was stored or dropped elsewhere replaces what was typed here.
  const shown = Object.is(join(typed), seconds) ? typed : split(seconds);
  const change = (more: Partial<Typed>): void => {
    const next = { ...shown, ...more };
    setTyped(next);
    onChange(join(next));
  };
  return (
    <div>
      <div className={styles.duration}>
        <TextField
          label={label}
          type="number"
          value={shown.text}
          error={error !== undefined}
          slotProps={{ htmlInput: { min: 0, step: 'any', 'aria-describedby': helpId } }}
          onChange={(event) => change({ text: event.target.value })}
        />
        <TextField
          select
          value={shown.unit}
          slotProps={{ htmlInput: { 'aria-label': `Unit of ${label.toLowerCase()}` } }}
          onChange={(event) =>
            change({ unit: units.find(({ name }) => name === event.target.value)?.name ?? shown.unit })
          }
        >
          {units.map(({ name }) => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      </div>
      <p id={helpId} className={error === undefined ? styles.help : styles.error}>
        {error ?? help}
      </p>
    </div>
  );
};
