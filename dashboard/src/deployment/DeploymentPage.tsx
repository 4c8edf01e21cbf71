import { useQuery } from '@apollo/client/react';
import { lazy } from 'react';
import { useParams } from 'react-router';
import { problemOf } from '../api/errors';
import { DecisionsCard } from '../approval/Decisions';
import { useNow } from '../format/clock-store';
import { shortHash } from '../format/text';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { HoldBanner } from '../hold/HoldBanner';
import { nounInForce } from '../hold/words';
import { LogView } from '../log/LogView';
import { paths } from '../routes';
import { useCrumbs } from '../shell/crumbs';
import { NotFound } from '../shell/NotFound';
import { ProblemNotice } from '../ui/Notice';
import { Skeleton, useTitle } from '../ui/Page';
import { hasEndNotice, lookOfDeployment, neverRan, stepSentence, tabTitle, titleOf } from './describe';
import { DeploymentHead } from './DeploymentHead';
import { deploymentQuery, targetQuery } from './deployment-query';
import { EndNotice } from './EndNotice';
import { Outputs } from './Outputs';
import { StepList } from './StepList';
import styles from './deployment.module.css';
import { useFavicon } from './use-favicon';
import { useFocusKept } from './use-focus-kept';

const ApprovalPanel = lazy(() =>
  import('../approval/ApprovalPanel').then((loaded) => ({ default: loaded.ApprovalPanel })),
);

const Shown = ({ deployment }: { deployment: LiveDeploymentFragment }) => {
  const { appName, environmentId, environmentName, commit, status, approval } = deployment;
  const waits = status === 'QUEUED' || status === 'WAITING_APPROVAL';
  const { data } = useQuery(targetQuery, { variables: { id: environmentId }, skip: !waits });
  const environment = data?.environment ?? undefined;
  const now = useNow(environment?.hold ? 'slow' : 'still');
  const held = nounInForce(environment?.hold, now);
  useTitle(tabTitle(deployment));
  useFavicon(lookOfDeployment(deployment).tone);
  useCrumbs(
    { label: appName, to: paths.app(appName) },
    { label: environmentName, to: paths.environment(appName, environmentName) },
    { label: commit ? shortHash(commit.hash) : titleOf(deployment) },
  );
  useFocusKept(status);
  return (
    <>
      <DeploymentHead deployment={deployment} />
      <EndNotice deployment={deployment} />
      {waits && environment?.hold && (
        <div className={styles.held}>
          <HoldBanner environment={environment} full />
        </div>
      )}
      <p className="sr-only" aria-live="polite">
        {stepSentence(deployment)}
      </p>
      {status === 'WAITING_APPROVAL' && approval ? (
        <ApprovalPanel deployment={deployment} approval={approval} environment={environment} />
      ) : neverRan(deployment) ? (
        <div className={styles.narrow}>
          <DecisionsCard approval={approval} />
        </div>
      ) : (
        <div className={`${styles.columns} ${hasEndNotice(deployment) ? styles.withNotice : ''}`}>
          <div className={styles.side}>
            <StepList steps={deployment.steps} status={status} held={held} />
            <Outputs outputs={deployment.outputs} />
            <DecisionsCard approval={approval} />
          </div>
          <LogView key={deployment.id} deployment={deployment} held={held} />
        </div>
      )}
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
