import { useEffect, type ReactNode } from 'react';
import styles from './ui.module.css';

interface PageHeadProps {
  title: ReactNode;
  /** The line below the title. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** A page's title, one line about it, and what can be done on it. */
export const PageHead = ({ title, children, actions }: PageHeadProps) => (
  <div className={styles.head}>
    <div className={styles.headText}>
      <h1>{title}</h1>
      {children && <div className="dim">{children}</div>}
    </div>
    {actions && <div className={styles.headActions}>{actions}</div>}
  </div>
);

interface EmptyStateProps {
  title: string;
  /** `h1` where this is all that the page says. */
  heading?: 'h1' | 'h2';
  /** What this is and why it is empty. */
  children: ReactNode;
  /** How to start. */
  actions?: ReactNode;
}

/** What this is, why it is empty, how to start. */
export const EmptyState = ({ title, heading: Heading = 'h2', children, actions }: EmptyStateProps) => (
  <div className={styles.empty}>
    <Heading>{title}</Heading>
    <p>{children}</p>
    {actions && <div>{actions}</div>}
  </div>
);

/** A grey bar where text will stand, on the first load only. */
export const Skeleton = ({ width, height = 14 }: { width: number | string; height?: number }) => (
  <div aria-hidden="true" className={styles.skeleton} style={{ width, height, maxWidth: '100%' }} />
);

/** A small fact beside a title. */
export const Chip = ({ children, title }: { children: ReactNode; title?: string }) => (
  <span className={styles.chip} title={title}>
    {children}
  </span>
);

/** Names the browser's tab while the caller is shown. */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = title ? `${title} · Trellis` : 'Trellis';
  }, [title]);
};
