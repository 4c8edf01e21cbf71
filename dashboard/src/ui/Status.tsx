import type { ReactNode } from 'react';
import type { Look } from '../format/status';
import { StatusShape } from './Icon';
import styles from './ui.module.css';

interface StatusProps {
  look: Look;
  /** More words after the status: a step, a time. */
  children?: ReactNode;
  pill?: boolean;
}

/** A status as shape, word and colour together. */
export const Status = ({ look, children, pill = false }: StatusProps) => (
  <span className={`${styles.status} ${styles[look.tone]} ${pill ? styles.pill : ''}`}>
    <StatusShape shape={look.shape} />
    <span className="clip">
      {look.word}
      {children}
    </span>
  </span>
);
