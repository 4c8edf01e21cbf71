import type { LiveDeploymentFragment } from '../gql/graphql';

/** So many characters of an id tell deployments of an environment apart. */
const SHORT_ID = 8;

/** What the file of a log is called: app, environment and the end of the deployment's id. */
export const logFileName = ({
  id,
  appName,
  environmentName,
}: Pick<LiveDeploymentFragment, 'id' | 'appName' | 'environmentName'>): string => {
  const name = `${appName}-${environmentName}-${id.slice(-SHORT_ID).toLowerCase()}`;
  return `${name.replace(/[^\w.-]+/g, '-')}.log`;
};
