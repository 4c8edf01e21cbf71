import { memo } from 'react';
import { Link } from 'react-router';
import { frameworkNames } from '../format/framework';
import { shortRepository } from '../format/text';
import type { HomeAppFragment } from '../gql/graphql';
import { paths } from '../routes';
import { EnvironmentCell } from './EnvironmentCell';
import { HistoryBars } from './HistoryBars';
import styles from './home.module.css';

interface AppRowProps {
  app: HomeAppFragment;
  /** True when the columns have heads. */
  shared: boolean;
}

/** An app with its environments in the order of the pipeline. */
export const AppRow = memo(({ app, shared }: AppRowProps) => {
  const place = app.directory === '.' ? '' : ` · ${app.directory}`;
  return (
    <li className={styles.row} data-testid={`app-${app.name}`}>
      <div className={styles.app}>
        <Link to={paths.app(app.name)} className={styles.appName}>
          {app.name}
        </Link>
        <div className="dim" title={app.repository}>
          <span className={styles.repository}>{shortRepository(app.repository)}</span>
          {place} · {frameworkNames[app.framework]}
        </div>
      </div>
      <div className={styles.cells}>
        {app.environments.map((environment, index) => (
          <EnvironmentCell
            key={environment.id}
            environment={environment}
            before={app.environments[index - 1]?.name}
            named={!shared}
            approval={
              app.deployments.nodes.find((deployment) => deployment.id === environment.awaiting?.id)?.approval
            }
          />
        ))}
      </div>
      <div className={styles.history}>
        <HistoryBars deployments={app.deployments.nodes} />
      </div>
    </li>
  );
});
AppRow.displayName = 'AppRow';
