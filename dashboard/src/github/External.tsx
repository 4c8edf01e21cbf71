import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon';
import styles from './github.module.css';

/** A link to GitHub. */
export const External = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} className={styles.external} rel="noreferrer">
    {children} <Icon name="external" size={12} />
  </a>
);
