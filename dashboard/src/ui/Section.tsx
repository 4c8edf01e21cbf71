import { useId, type ReactNode } from 'react';
import styles from './form.module.css';

interface SectionProps {
  title: string;
  /** One sentence about what is set here. */
  about?: ReactNode;
  children: ReactNode;
}

/** A group of settings: what it is on the left, the settings on the right. */
export const Section = ({ title, about, children }: SectionProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div>
        <h2 id={id}>{title}</h2>
        {about && <p className="dim">{about}</p>}
      </div>
      <div className={`card ${styles.body}`}>{children}</div>
    </section>
  );
};
