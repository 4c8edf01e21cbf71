import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { inPipelineOrder } from '../../../core/pipeline';
import { problemOf } from '../api/errors';
import { paths } from '../routes';
import { useCrumbs } from '../shell/crumbs';
import { NotFound } from '../shell/NotFound';
import { ProblemNotice } from '../ui/Notice';
import { PageHead, Skeleton, useTitle } from '../ui/Page';
import { appQuery } from './app-query';
import { AppSource } from './AppSource';
import { DeleteApp } from './DeleteApp';
import { EnvironmentList } from './EnvironmentList';

/** What can be set of an app as a whole. */
const AppSettingsPage = () => {
  const { app: name = '' } = useParams();
  const { data, error } = useQuery(appQuery, { variables: { name } });
  useTitle(`Settings · ${name}`);
  useCrumbs({ label: name, to: paths.app(name) }, { label: 'Settings' });
  if (error && !data) return <ProblemNotice problem={problemOf(error)} />;
  if (!data) return <Skeleton width={260} height={24} />;
  const app = data.appByName;
  if (!app) return <NotFound what="app" />;
  const environments = inPipelineOrder(app.environments);
  return (
    <>
      <PageHead title={`Settings of ${app.name}`} />
      <AppSource key={app.id} app={app} />
      <EnvironmentList app={app} environments={environments} />
      <DeleteApp app={app} environments={environments} />
    </>
  );
};

export default AppSettingsPage;
