import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import { Link, useParams } from 'react-router';
import { problemOf } from '../api/errors';
import { environmentState } from '../format/environment-state';
import { paths } from '../routes';
import { useCrumbs } from '../shell/crumbs';
import { NotFound } from '../shell/NotFound';
import { ProblemNotice } from '../ui/Notice';
import { PageHead, Skeleton, useTitle } from '../ui/Page';
import { Status } from '../ui/Status';
import { HoldMark } from '../hold/HoldMark';
import { ApprovalSettings } from './ApprovalSettings';
import { CommandSettings } from './CommandSettings';
import { DeleteEnvironment } from './DeleteEnvironment';
import styles from './environment.module.css';
import { environmentQuery } from './environment-query';
import { LimitSettings } from './LimitSettings';
import { LockSettings } from './LockSettings';
import { PausedNotice } from './PausedNotice';
import { SourceSettings } from './SourceSettings';
import { TargetSettings } from './TargetSettings';
import { Variables } from './Variables';

/** Everything that can be set of one environment. */
const EnvironmentPage = () => {
  const { app: appName = '', environment: name = '' } = useParams();
  const { data, error } = useQuery(environmentQuery, { variables: { app: appName } });
  useTitle(`${name} · ${appName}`);
  useCrumbs({ label: appName, to: paths.app(appName) }, { label: name });
  if (error && !data) return <ProblemNotice problem={problemOf(error)} />;
  if (!data) return <Skeleton width={260} height={24} />;
  const app = data.appByName;
  const environment = app?.environments.find((each) => each.name === name);
  if (!app || !environment) return <NotFound what={app ? 'environment' : 'app'} />;
  const state = environmentState(environment);
  return (
    <>
      <PageHead
        title={`Settings of ${environment.name}`}
        actions={
          state.about && (
            <Button component={Link} to={paths.deployment(state.about.id)}>
              Newest deployment
            </Button>
          )
        }
      >
        <span className={styles.state}>
          <Status look={state.look} /> <HoldMark hold={environment.hold} />
        </span>
      </PageHead>
      <PausedNotice environment={environment} />
      <SourceSettings key={`source-${environment.id}`} environment={environment} />
      <ApprovalSettings key={`approval-${environment.id}`} environment={environment} />
      <LockSettings key={`lock-${environment.id}`} environment={environment} />
      <CommandSettings key={`commands-${environment.id}`} app={app} environment={environment} />
      <TargetSettings key={`target-${environment.id}`} appName={app.name} environment={environment} />
      <LimitSettings key={`limits-${environment.id}`} environment={environment} />
      <Variables environmentId={environment.id} variables={environment.variables} />
      <DeleteEnvironment appName={app.name} environment={environment} />
    </>
  );
};

export default EnvironmentPage;
