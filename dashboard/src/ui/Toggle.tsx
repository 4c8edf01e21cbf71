import { useId, type ReactNode } from 'react';
import Switch from '@mui/material/Switch';
import styles from './form.module.css';

interface ToggleProps {
  label: string;
  /** What it means to turn it on; or why it cannot be. */
  help: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A setting that is on or off, with what that means. */
export const Toggle = ({ label, help, checked, disabled = false, onChange }: ToggleProps) => {
  const id = useId();
  return (
    <div className={styles.toggle}>
      <div>
        <label htmlFor={id}>{label}</label>
        <div className="dim" id={`${id}-help`}>
          {help}
        </div>
      </div>
      <Switch
        id={id}
        checked={checked}
        disabled={disabled}
        slotProps={{ input: { 'aria-describedby': `${id}-help` } }}
        onChange={(_, value) => onChange(value)}
      />
    </div>
  );
};
