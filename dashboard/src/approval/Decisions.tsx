import type { ApprovalFactsFragment } from '../gql/graphql';
import { StatusShape } from '../ui/Icon';
import { Avatar } from '../ui/Person';
import { Ago } from '../ui/Times';
import styles from './approval.module.css';

/** What people decided: who, when and why. */
export const Decisions = ({ decisions }: { decisions: ApprovalFactsFragment['decisions'] }) => (
  <ul className={styles.decisions}>
    {decisions.map(({ by, byId, approved, reason, at }) => (
      <li key={`${byId} ${at}`}>
        <span className={approved ? styles.yes : styles.no}>
          <StatusShape shape={approved ? 'check' : 'cross'} />
        </span>
        <div>
          <span className={styles.who}>
            <Avatar name={by} size={16} /> {by} {approved ? 'approved it' : 'rejected it'}
            <span className="dim">
              <Ago iso={at} />
            </span>
          </span>
          {reason && <p className="dim">{reason}</p>}
        </div>
      </li>
    ))}
  </ul>
);

/** Who let a deployment in, where it has its own card. */
export const DecisionsCard = ({ approval }: { approval: ApprovalFactsFragment | null | undefined }) =>
  !approval || approval.decisions.length === 0 ? null : (
    <section aria-labelledby="decisions" className={`card ${styles.card}`}>
      <h2 id="decisions">Approval</h2>
      <Decisions decisions={approval.decisions} />
    </section>
  );
