/** Asks before something that cannot be undone lightly: names the object, says the consequence, two verbs as buttons. */
import { useState, type ReactNode } from 'react';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';

interface ConfirmDialogProps {
  title: string;
  children: ReactNode;
  confirm: string;
  keep: string;
  /** A name that must be typed first. */
  typeName?: string | undefined;
  destructive?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export const ConfirmDialog = (props: ConfirmDialogProps) => {
  const { title, children, confirm, keep, typeName, destructive = false, onConfirm, onClose } = props;
  const [typed, setTyped] = useState('');
  const ready = typeName === undefined || typed === typeName;
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby="confirm-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          onConfirm();
          onClose();
        }}
      >
        <DialogTitle id="confirm-title">{title}</DialogTitle>
        <DialogContent>
          {children}
          {typeName !== undefined && (
            <TextField
              sx={{ mt: 2 }}
              label={`Type ${typeName} to confirm`}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </DialogContent>
        <DialogActions>
          <Button type="button" onClick={onClose}>
            {keep}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color={destructive ? 'error' : 'primary'}
            disabled={!ready}
          >
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
