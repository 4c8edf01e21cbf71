import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { inPipelineOrder } from '../../../core/pipeline';
import { problemOf } from '../api/errors';
import { frameworkNames } from '../format/framework';
import { count, shortRepository } from '../format/text';
import { paths } from '../routes';
import { useCrumbs } from '../shell/crumbs';
import { NotFound } from '../shell/NotFound';
import { useShortcut } from '../shell/shortcuts';
import { ProblemNotice } from '../ui/Notice';
import { PageHead, Skeleton, useTitle } from '../ui/Page';
import { Activity } from './Activity';
import { appQuery } from './app-query';
import { DeployDialog } from './DeployDialog';
import { Pipeline } from './Pipeline';

/** One app: what is where, and what happened. */
const AppPage = () => {
  const { app: name = '' } = useParams();
  const [deploying, setDeploying] = useState(false);
  const { data, error, fetchMore } = useQuery(appQuery, { variables: { name } });
  useTitle(name);
  useCrumbs({ label: name });
  useShortcut('d', 'Deploy a branch or a commit', () => setDeploying(true));
  if (error && !data) return <ProblemNotice problem={problemOf(error)} />;
  if (!data) return <Skeleton width={260} height={24} />;
  const app = data.appByName;
  if (!app) return <NotFound what="app" />;
  const environments = inPipelineOrder(app.environments);
  const { nodes, pageInfo } = app.deployments;
  return (
    <>
      <PageHead
        title={app.name}
        actions={
          <>
            <Button component={Link} to={paths.appSettings(app.name)} variant="text">
              Settings
            </Button>
            <Button onClick={() => setDeploying(true)}>Deploy a branch</Button>
          </>
        }
      >
        <span title={app.repository}>{shortRepository(app.repository)}</span>
        {app.directory !== '.' && ` · ${app.directory}`} · {frameworkNames[app.framework]} ·{' '}
        {count(environments.length, 'environment')}
      </PageHead>
      <Pipeline appName={app.name} environments={environments} recent={nodes} />
      <Activity
        deployments={nodes}
        hasMore={pageInfo.hasNextPage}
        onMore={() => void fetchMore({ variables: { after: pageInfo.endCursor ?? null } })}
      />
      {deploying && (
        <DeployDialog
          environments={environments}
          defaultBranch={app.defaultBranch}
          onClose={() => setDeploying(false)}
        />
      )}
    </>
  );
};

export default AppPage;
