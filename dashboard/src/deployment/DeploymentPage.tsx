import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { problemOf } from '../api/errors';
import { shortHash } from '../format/text';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { LogView } from '../log/LogView';
import { paths } from '../routes';
import { useCrumbs } from '../shell/crumbs';
import { NotFound } from '../shell/NotFound';
import { ProblemNotice } from '../ui/Notice';
import { Skeleton, useTitle } from '../ui/Page';
import { hasEndNotice, lookOfDeployment, stepSentence, tabTitle, titleOf } from './describe';
import { DeploymentHead } from './DeploymentHead';
import { deploymentQuery } from './deployment-query';
import { EndNotice } from './EndNotice';
import { Outputs } from './Outputs';
import { StepList } from './StepList';
import styles from './deployment.module.css';
import { useFavicon } from './use-favicon';

const Shown = ({ deployment }: { deployment: LiveDeploymentFragment }) => {
  const { appName, environmentName, commit } = deployment;
  useTitle(tabTitle(deployment));
  useFavicon(lookOfDeployment(deployment).tone);
  useCrumbs(
    { label: appName, to: paths.app(appName) },
    { label: environmentName, to: paths.environment(appName, environmentName) },
    { label: commit ? shortHash(commit.hash) : titleOf(deployment) },
  );
  return (
    <>
      <DeploymentHead deployment={deployment} />
      <EndNotice deployment={deployment} />
      <p className="sr-only" aria-live="polite">
        {stepSentence(deployment)}
      </p>
      <div className={`${styles.columns} ${hasEndNotice(deployment) ? styles.withNotice : ''}`}>
        <div className={styles.side}>
          <StepList steps={deployment.steps} status={deployment.status} />
          <Outputs outputs={deployment.outputs} />
        </div>
        <LogView key={deployment.id} deployment={deployment} />
      </div>
    </>
  );
};

/** One deployment: what it is doing, and why it stopped. */
const DeploymentPage = () => {
  const { deployment: id = '' } = useParams();
  const { data, error } = useQuery(deploymentQuery, { variables: { id } });
  if (error && !data) return <ProblemNotice problem={problemOf(error)} />;
  if (!data) return <Skeleton width={320} height={24} />;
  return data.deployment ? <Shown deployment={data.deployment} /> : <NotFound what="deployment" />;
};

export default DeploymentPage;
