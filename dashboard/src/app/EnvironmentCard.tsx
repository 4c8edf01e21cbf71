import { Link } from 'react-router';
import type { Action, Verdict } from '../../../core/pipeline';
import { AwaitingLine } from '../approval/AwaitingLine';
import { useNow } from '../format/clock-store';
import { emptyHint, environmentState } from '../format/environment-state';
import { count, isHttpUrl, shortHash, shortUrl } from '../format/text';
import type { ApprovalFactsFragment, LiveEnvironmentFragment } from '../gql/graphql';
import { HoldBanner } from '../hold/HoldBanner';
import { nounInForce } from '../hold/words';
import { paths } from '../routes';
import { CommitLine } from '../ui/CommitLine';
import { Icon } from '../ui/Icon';
import { Chip } from '../ui/Page';
import { Avatar } from '../ui/Person';
import { RunStatus } from '../ui/RunStatus';
import { Sentence } from '../ui/Sentence';
import { Ago } from '../ui/Times';
import { CardActions, CurrentActions } from './CardActions';
import styles from './app.module.css';

interface EnvironmentCardProps {
  appName: string;
  environment: LiveEnvironmentFragment;
  /** The environment before it in the pipeline. */
  before: string | undefined;
  actions: Record<Action, Verdict>;
  /** The approval of what awaits it, when that is among the deployments that the page knows. */
  approval: ApprovalFactsFragment | null | undefined;
}

const MOST_LINKS = 2;

const Chips = ({ environment }: { environment: LiveEnvironmentFragment }) => (
  <>
    {environment.protected && (
      <Chip title="Takes promotions and rollbacks only">
        <Icon name="shield" size={11} /> Protected
      </Chip>
    )}
    {environment.approval && (
      <Chip title="Deployments wait until so many people have approved them">
        {count(environment.approval.required, 'approval')}
      </Chip>
    )}
    {environment.pausedReason ? (
      <Chip title={environment.pausedReason}>Pushes paused</Chip>
    ) : (
      environment.branch && (
        <Chip
          title={
            environment.automatic ? 'A push to this branch deploys' : 'Pushes do not deploy by themselves'
          }
        >
          <span className="clip">{environment.branch}</span>
          {environment.automatic && <span>· deploys by itself</span>}
        </Chip>
      )
    )}
    {!environment.branch && !environment.protected && <Chip>By promotion</Chip>}
  </>
);

/** One environment: what it does, what is live, what can be done. */
export const EnvironmentCard = (props: EnvironmentCardProps) => {
  const { appName, environment, before, actions, approval } = props;
  const now = useNow(environment.hold ? 'slow' : 'still');
  const state = environmentState(environment, nounInForce(environment.hold, now));
  const { look, about, running, stillLive } = state;
  const { active, queued, live, awaiting } = environment;
  const links = (live?.outputs ?? []).filter((output) => isHttpUrl(output.value)).slice(0, MOST_LINKS);
  const waiting = active && queued ? queued : undefined;
  return (
    <article className={`card ${styles.environment}`} data-testid={`env-${environment.name}`}>
      <div className={styles.environmentHead}>
        <div className={styles.names}>
          <h2 className="clip">{environment.name}</h2>
          <Chips environment={environment} />
        </div>
        <Link
          className={styles.gear}
          to={paths.environment(appName, environment.name)}
          aria-label={`Settings of ${environment.name}`}
          title="Settings"
        >
          <Icon name="gear" />
        </Link>
      </div>
      <div className={styles.state}>
        <RunStatus {...state} />
        <CurrentActions environment={environment} actions={actions} />
      </div>
      {about ? (
        <>
          <CommitLine commit={about.commit} to={paths.deployment(about.id)} otherwise="Nothing deployed" />
          <div className={`dim ${styles.who}`}>
            <Avatar name={about.startedBy} />
            <span className="clip">
              {about.startedBy} · <Ago iso={about.finishedAt ?? about.startedAt ?? about.createdAt} />
            </span>
          </div>
          {!running && look.tone === 'fail' && about.reason && (
            <p className={styles.reason}>
              <Sentence text={about.reason} />
            </p>
          )}
        </>
      ) : (
        !awaiting && <p className="dim">{emptyHint(environment, before)}</p>
      )}
      {stillLive?.commit && (
        <div className={`dim ${styles.also}`}>
          Live: <code>{shortHash(stillLive.commit.hash)}</code>{' '}
          <span className="clip">{stillLive.commit.subject}</span>
        </div>
      )}
      {waiting && (
        <div className={`dim ${styles.also}`}>
          Next: <CommitLine commit={waiting.commit} to={paths.deployment(waiting.id)} />
        </div>
      )}
      {links.map((output) => (
        <a
          key={output.name}
          className={styles.output}
          href={output.value}
          target="_blank"
          rel="noopener noreferrer"
          title={`${output.name}: ${output.value}`}
        >
          <span className="clip">{shortUrl(output.value)}</span>
          <Icon name="external" size={12} />
        </a>
      ))}
      {awaiting && (
        <AwaitingLine awaiting={awaiting} approval={approval} environmentName={environment.name} />
      )}
      {environment.hold && (
        <div className={styles.held}>
          <HoldBanner environment={environment} />
        </div>
      )}
      <CardActions environment={environment} actions={actions} />
    </article>
  );
};
