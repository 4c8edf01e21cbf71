import type { ErrorBody } from '../../../core/errors';
import styles from '../shell/shell.module.css';
import { CopyButton } from '../ui/CopyButton';
import { Logo } from '../ui/Icon';
import { ProblemNotice } from '../ui/Notice';
import { useTitle } from '../ui/Page';

/** Says how to get in. */
export const SignedOut = ({ error }: { error?: Omit<ErrorBody, 'code'> }) => {
  useTitle('Sign in');
  return (
    <main className={styles.centre}>
      <Logo size={32} />
      <h1>Sign in to Trellis</h1>
      {error && (
        <div style={{ margin: '12px 0' }}>
          <ProblemNotice problem={error} />
        </div>
      )}
      <p className="dim">
        You are not signed in on this browser. Trellis prints a link that signs you in once when it starts.
        Run this in the folder of Trellis, on the machine where it lives, and open the link:
      </p>
      <div className={`card ${styles.command}`}>
        <code>npm start</code>
        <CopyButton text="npm start" label="Copy the command" />
      </div>
      <p className="dim">
        When Trellis runs already, the same command prints a fresh link. Where it lives in an AWS account,{' '}
        <code>npm run deploy -- --link</code> does.
      </p>
    </main>
  );
};
