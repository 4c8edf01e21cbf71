import { stepTitles } from '../format/status';
import type { InspectRepositoryQuery } from '../gql/graphql';
import { StatusShape } from '../ui/Icon';
import styles from './new-app.module.css';

/** The steps of a first deployment, with their commands. */
export const Plan = ({ plan }: { plan: InspectRepositoryQuery['inspectRepository']['plan'] }) => (
  <section className={`card ${styles.plan}`} aria-labelledby="plan">
    <h2 id="plan">A first deployment would run</h2>
    <ol>
      {plan.map((step) => (
        <li key={step.name} className={step.command ? '' : 'dim'}>
          <span className={styles.planShape}>
            <StatusShape shape={step.command ? 'dot' : 'skip'} size={13} />
          </span>
          <strong>{stepTitles[step.name]}</strong>
          <span className={styles.planWhat}>
            {step.command && <code>{step.command}</code>}
            <span className="dim">{step.note}</span>
          </span>
        </li>
      ))}
    </ol>
  </section>
);
