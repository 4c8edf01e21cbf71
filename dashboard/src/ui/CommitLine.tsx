import { Link } from 'react-router';
import { shortHash } from '../format/text';
import styles from './ui.module.css';

interface CommitLineProps {
  commit?: { hash: string; subject?: string | null } | null;
  /** Where a click leads. */
  to?: string;
  /** What to say when there is no commit. */
  otherwise?: string;
}

/** A commit by its subject, with the short hash before it; the hash alone until a builder has read the subject. */
export const CommitLine = ({ commit, to, otherwise = 'No commit' }: CommitLineProps) => {
  const subject = commit ? commit.subject || null : otherwise;
  const hash = commit && <code>{shortHash(commit.hash)}</code>;
  const words = subject ?? hash;
  return (
    <span
      className={styles.commit}
      title={commit ? [subject, commit.hash].filter(Boolean).join('\n') : undefined}
    >
      {subject && hash}
      {to ? (
        <Link className="clip" to={to}>
          {words}
        </Link>
      ) : (
        <span className="clip">{words}</span>
      )}
    </span>
  );
};
