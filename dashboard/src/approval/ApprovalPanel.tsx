/** The request that people must decide on: what would happen, who asks, how far it is, and the decision. */
import { isApproved } from '../../../core/approval';
import { useNow } from '../format/clock-store';
import { exact, left } from '../format/time';
import type { ApprovalFactsFragment, LiveDeploymentFragment, LiveEnvironmentFragment } from '../gql/graphql';
import { shownHold, holdNoun } from '../hold/words';
import { CommitLine } from '../ui/CommitLine';
import { StatusShape } from '../ui/Icon';
import { Person } from '../ui/Person';
import { Ago } from '../ui/Times';
import styles from './approval.module.css';
import { DecisionForm } from './DecisionForm';
import { Decisions } from './Decisions';
import { progress } from './progress';
import { expiresAt, whoMay } from './words';

interface ApprovalPanelProps {
  deployment: LiveDeploymentFragment;
  approval: ApprovalFactsFragment;
  /** Where it wants to go, once that is read. */
  environment: LiveEnvironmentFragment | undefined;
}

const Expiry = ({ at }: { at: number }) => {
  const now = useNow('second');
  const iso = new Date(at).toISOString();
  return (
    <time dateTime={iso} title={exact(iso)} className="numbers">
      {at > now ? `in ${left(at - now)}` : 'any moment now'}
    </time>
  );
};

/** What keeps a request that has its approvals from starting. */
const whatHolds = (environment: LiveEnvironmentFragment | undefined, now: number): string => {
  const held = shownHold(environment?.hold, now);
  if (held?.phase === 'on') return `It starts when the ${holdNoun[held.hold.kind]} ends.`;
  return environment?.active ? 'It starts when what runs now has ended.' : 'It gets its place now.';
};

const asks: Record<LiveDeploymentFragment['kind'], string> = {
  DEPLOY: 'deploy to',
  PROMOTE: 'promote to',
  ROLLBACK: 'roll back',
  TEARDOWN: 'tear down',
};

export const ApprovalPanel = ({ deployment, approval, environment }: ApprovalPanelProps) => {
  const now = useNow('slow');
  const { kind, commit, environmentName, sourceEnvironmentName, startedBy, createdAt } = deployment;
  const approved = isApproved(approval);
  const live = environment?.live;
  return (
    <section aria-labelledby="approval" className={`card ${styles.panel}`}>
      <header className={styles.head}>
        <span className={approved ? styles.yes : styles.waits}>
          <StatusShape shape={approved ? 'check' : 'pause'} size={18} />
        </span>
        <div>
          <h2 id="approval">
            {approved ? 'Approved' : 'Waiting for approval'}
            <span className="dim numbers"> · {progress(approval)}</span>
          </h2>
          <p className="sr-only" aria-live="polite">
            {progress(approval)} approvals.
          </p>
          {approved && <p className="dim">{whatHolds(environment, now)}</p>}
        </div>
      </header>
      <dl className={styles.facts}>
        <dt>Request</dt>
        <dd>
          <span className={styles.asker}>
            <Person name={startedBy} /> <span className="dim">asks to {asks[kind]}</span>{' '}
            <strong>{environmentName}</strong>
            {sourceEnvironmentName && <span className="dim">from {sourceEnvironmentName}</span>}
            <span className="dim">
              · <Ago iso={createdAt} />
            </span>
          </span>
        </dd>
        {commit && (
          <>
            <dt>Commit</dt>
            <dd>
              <CommitLine commit={commit} />
            </dd>
          </>
        )}
        {environment && (
          <>
            <dt>Live now</dt>
            <dd>{live ? <CommitLine commit={live.commit} /> : <span className="dim">Nothing yet</span>}</dd>
          </>
        )}
        <dt>Who may decide</dt>
        <dd>
          {whoMay(approval)}
          {approval.notByAuthor && <span className="dim">, but not who asked for it</span>}
        </dd>
        {!approved && (
          <>
            <dt>Expires</dt>
            <dd>
              <Expiry at={expiresAt(createdAt, approval)} />
            </dd>
          </>
        )}
      </dl>
      {approval.decisions.length > 0 && <Decisions decisions={approval.decisions} />}
      <DecisionForm deployment={deployment} approval={approval} />
    </section>
  );
};
