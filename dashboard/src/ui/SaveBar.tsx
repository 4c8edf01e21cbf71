import Button from '@mui/material/Button';
import type { Problem } from '../api/errors';
import styles from './form.module.css';
import { ProblemNotice } from './Notice';

interface SaveBarProps {
  changed: boolean;
  busy: boolean;
  problem?: Problem | undefined;
  onDiscard: () => void;
}

/** Saves a form's changes, or drops them; says why when it cannot. */
export const SaveBar = ({ changed, busy, problem, onDiscard }: SaveBarProps) => (
  <>
    {problem && <ProblemNotice problem={problem} />}
    <div className={styles.save}>
      <Button type="submit" variant="contained" color="primary" disabled={!changed || busy}>
        {busy ? 'Saving…' : 'Save'}
      </Button>
      {changed && (
        <Button type="button" variant="text" onClick={onDiscard}>
          Discard
        </Button>
      )}
    </div>
  </>
);
