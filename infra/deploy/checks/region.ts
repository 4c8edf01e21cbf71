/** Whether a region can hold Trellis: does it exist, and has it every service. */
import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { DeployError } from '../failures';

/** Services whose regions are worth asking for; those that every region has are left out. Ids of the public parameters of AWS. */
const services: Record<string, string> = {
  apigateway: 'API Gateway',
  appsync: 'AppSync',
  codebuild: 'CodeBuild',
  dynamodb: 'DynamoDB',
  ecr: 'ECR',
  ecs: 'ECS',
  eventbridge: 'EventBridge',
  fargate: 'Fargate',
  lambda: 'Lambda',
  secretsmanager: 'Secrets Manager',
};

// Has all of them, so an id that is unknown even there says nothing of a region.
const reference = 'us-east-1';

const parameter = (service: string, region: string): string =>
  `/aws/service/global-infrastructure/services/${service}/regions/${region}`;

const distance = (one: string, other: string): number => {
  let row = [...Array(other.length + 1).keys()];
  for (const [i, a] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, b] of [...other].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (a === b ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
};

const known = (): string[] =>
  RegionInfo.regions.filter(({ partition }) => partition === 'aws').map(({ name }) => name);

/** True for a region that this version of Trellis knows. A newer one may exist all the same. */
export const isKnownRegion = (region: string): boolean => known().includes(region);

/** The region that was probably meant, as the end of a sentence's part: `, as eu-central-1,`; empty when none is near. */
export const suggestionFor = (region: string): string => {
  const [nearest] = known()
    .map((name) => ({ name, far: distance(name, region) }))
    .sort((one, other) => one.far - other.far);
  return nearest && nearest.far <= 3 ? `, as ${nearest.name},` : '';
};

/** True for a region that an account must enable first. */
export const isOptInRegion = (region: string): boolean =>
  isKnownRegion(region) && RegionInfo.get(region).isOptInRegion;

/** Services that are missing in a region: those that the reference has and it has not. Pure. */
export const lacking = (here: readonly string[], there: readonly string[]): string[] =>
  there.filter((service) => !here.includes(service)).map((service) => services[service] ?? service);

const available = async (ssm: SSMClient, region: string): Promise<string[]> => {
  const ids = Object.keys(services);
  const { Parameters = [] } = await ssm.send(
    new GetParametersCommand({ Names: ids.map((id) => parameter(id, region)) }),
  );
  return ids.filter((id) => Parameters.some(({ Name }) => Name === parameter(id, region)));
};

/**
 * Refuses a region that lacks a service. What cannot be found out stands in nobody's way.
 *
 * @throws DeployError `aws.region_lacks`
 */
export const checkServices = async (ssm: SSMClient, region: string): Promise<void> => {
  let missing: string[] = [];
  try {
    const [here, there] = await Promise.all([available(ssm, region), available(ssm, reference)]);
    // A region that seems to have nothing is one that AWS does not tell about.
    missing = here.length === 0 ? [] : lacking(here, there);
  } catch {
    // These parameters may be out of reach for the credentials; CloudFormation will say what is missing.
  }
  if (missing.length > 0) throw new DeployError('aws.region_lacks', { region, services: missing.join(', ') });
};
