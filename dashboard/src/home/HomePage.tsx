import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { problemOf } from '../api/errors';
import { useNow } from '../format/clock-store';
import { environmentState } from '../format/environment-state';
import { nounInForce } from '../hold/words';
import { paths } from '../routes';
import { useShortcut } from '../shell/shortcuts';
import { useNavigate } from 'react-router';
import { Icon } from '../ui/Icon';
import { ProblemNotice } from '../ui/Notice';
import { EmptyState, PageHead, useTitle } from '../ui/Page';
import { AppRow } from './AppRow';
import { sharedColumns, summaryLine } from './columns';
import styles from './home.module.css';
import { homeQuery } from './home-query';
import { HomeSkeleton } from './HomeSkeleton';

/** Every app and what it is doing. */
export const HomePage = () => {
  useTitle('Apps');
  const navigate = useNavigate();
  useShortcut('n', 'New app', () => void navigate(paths.newApp));
  const { data, error, fetchMore } = useQuery(homeQuery);
  const apps = data?.apps.nodes ?? [];
  const columns = sharedColumns(apps);
  const environments = apps.flatMap((app) => app.environments);
  const states = environments.map((environment) => environmentState(environment));
  const now = useNow(environments.some(({ hold }) => hold) ? 'slow' : 'still');
  const newApp = (
    <Button
      component={Link}
      to={paths.newApp}
      variant="contained"
      color="primary"
      startIcon={<Icon name="plus" size={14} />}
    >
      New app
    </Button>
  );
  return (
    <>
      <PageHead title="Apps" actions={apps.length > 0 && newApp}>
        {apps.length > 0 &&
          summaryLine({
            apps: apps.length,
            environments: environments.length,
            running: environments.filter((environment) => environment.active).length,
            failed: states.filter((state) => state.look.tone === 'fail').length,
            waiting: environments.filter((environment) => environment.awaiting).length,
            held: environments.filter((environment) => nounInForce(environment.hold, now)).length,
          })}
      </PageHead>
      {error && !data && <ProblemNotice problem={problemOf(error)} />}
      {!data && !error && <HomeSkeleton />}
      {data && apps.length === 0 && (
        <div className="card">
          <EmptyState
            title="No apps yet"
            actions={
              <>
                {newApp}
                <Button component={Link} to={`${paths.newApp}?example`}>
                  Try the bundled example
                </Button>
              </>
            }
          >
            An app is a repository and its environments: each push is tested and deployed. Connect a
            repository of yours, or start with the bundled example, which needs no cloud account.
          </EmptyState>
        </div>
      )}
      {apps.length > 0 && (
        <div className={`card ${styles.table}`}>
          {columns.length > 0 && (
            <div className={`${styles.row} ${styles.headRow}`} aria-hidden="true">
              <div>App</div>
              <div className={styles.cells}>
                {columns.map((name) => (
                  <div key={name} className={`${styles.cell} clip`}>
                    {name}
                  </div>
                ))}
              </div>
              <div className={styles.history}>Last 15 deployments</div>
            </div>
          )}
          <ul>
            {apps.map((app) => (
              <AppRow key={app.id} app={app} shared={columns.length > 0} />
            ))}
          </ul>
        </div>
      )}
      {data?.apps.pageInfo.hasNextPage && (
        <div className={styles.more}>
          <Button
            onClick={() => void fetchMore({ variables: { after: data.apps.pageInfo.endCursor ?? null } })}
          >
            More apps
          </Button>
        </div>
      )}
    </>
  );
};
