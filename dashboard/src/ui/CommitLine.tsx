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

/** A commit by its subject, with the short hash before it. */
export const CommitLine = ({ commit, to, otherwise = 'No commit' }: CommitLineProps) => {
  const subject = commit ? commit.subject || 'No message' : otherwise;
  return (
    <span className={styles.commit} title={commit ? `${subject}\n${commit.hash}` : undefined}>
      {commit && <code>{shortHash(commit.hash)}</code>}
      {to ? (
        <Link className="clip" to={to}>
          {subject}
        </Link>
      ) : (
        <span className="clip">{subject}</span>
      )}
    </span>
  );
};
