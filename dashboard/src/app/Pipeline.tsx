import { Fragment } from 'react';
import { allowedActions } from '../../../core/pipeline';
import { useNow } from '../format/clock-store';
import type { LiveDeploymentFragment, LiveEnvironmentFragment } from '../gql/graphql';
import { judgingOf } from '../hold/words';
import { aheadBy } from './ahead';
import { EnvironmentCard } from './EnvironmentCard';
import { PromoteLink } from './PromoteLink';
import styles from './app.module.css';

interface PipelineProps {
  appName: string;
  /** In the order of the pipeline. */
  environments: readonly LiveEnvironmentFragment[];
  /** The app's newest deployments, newest first. */
  recent: readonly LiveDeploymentFragment[];
}

/** Environments in a line; the links between them promote. */
export const Pipeline = ({ appName, environments, recent }: PipelineProps) => {
  const now = useNow('slow');
  return (
    <section aria-label="Pipeline" className={styles.pipeline}>
      {environments.map((environment, index) => {
        const before = environments[index - 1];
        const actions = allowedActions(environments, environment, judgingOf(environment, now));
        return (
          <Fragment key={environment.id}>
            {before && (
              <PromoteLink
                source={before}
                target={environment}
                verdict={actions.promote}
                ahead={aheadBy(before, environment, recent)}
              />
            )}
            <EnvironmentCard
              appName={appName}
              environment={environment}
              before={before?.name}
              actions={actions}
              approval={recent.find(({ id }) => id === environment.awaiting?.id)?.approval}
            />
          </Fragment>
        );
      })}
    </section>
  );
};
