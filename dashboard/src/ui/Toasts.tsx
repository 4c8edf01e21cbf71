/** One short message at the foot of the page, about something that was just done or refused. */
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import IconButton from '@mui/material/IconButton';
import { problemOf } from '../api/errors';
import { Icon } from './Icon';
import styles from './ui.module.css';

/** What can be done about a message; one that offers something stays until it is closed. */
interface Offer {
  label: string;
  run: () => void;
}

interface Toast {
  text: ReactNode;
  bad?: boolean;
  offer?: Offer | undefined;
}

interface Toasts {
  say: (text: ReactNode, offer?: Offer) => void;
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
      say: (text, offer) => setToast({ text, offer }),
      complain: (thrown) => {
        const { message, nextStep } = problemOf(thrown);
        setToast({ text: `${message} ${nextStep}`, bad: true });
      },
    }),
    [],
  );
  useEffect(() => {
    if (!toast || toast.bad || toast.offer) return;
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
            {toast.offer && (
              <button
                type="button"
                className={styles.offer}
                onClick={() => {
                  close();
                  toast.offer?.run();
                }}
              >
                {toast.offer.label}
              </button>
            )}
            <IconButton size="small" color="inherit" aria-label="Close this message" onClick={close}>
              <Icon name="close" size={14} />
            </IconButton>
          </div>
        )}
      </div>
    </ToastContext>
  );
};
