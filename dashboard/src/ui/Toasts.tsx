/** One short message at the foot of the page, about something that was just done or refused. */
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import { problemOf } from '../api/errors';
import { Icon } from './Icon';
import styles from './ui.module.css';

interface Toast {
  text: ReactNode;
  bad?: boolean;
}

interface Toasts {
  say: (text: ReactNode) => void;
  /** Shows why a call failed and what to do. */
  complain: (thrown: unknown) => void;
}

const ToastContext = createContext<Toasts>({ say: () => undefined, complain: () => undefined });

export const useToasts = (): Toasts => use(ToastContext);

const SHOWN_MS = 6_000;

export const ToastProvider = ({ children }: { children: ReactNode }) => {
  const [toast, setToast] = useState<Toast | null>(null);
  const close = useCallback(() => setToast(null), []);
  const toasts = useMemo<Toasts>(
    () => ({
      say: (text) => setToast({ text }),
      complain: (thrown) => {
        const { message, nextStep } = problemOf(thrown);
        setToast({ text: `${message} ${nextStep}`, bad: true });
      },
    }),
    [],
  );
  useEffect(() => {
    if (!toast || toast.bad) return;
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, close]);
  return (
    <ToastContext value={toasts}>
      {children}
      <div role="status" aria-live="polite">
        {toast && (
          <div className={`${styles.toast} ${toast.bad ? styles.bad : ''}`}>
            <span>{toast.text}</span>
            <IconButton size="small" color="inherit" aria-label="Close this message" onClick={close}>
              <Icon name="close" size={14} />
            </IconButton>
          </div>
        )}
      </div>
    </ToastContext>
  );
};
