/** Everything of an installation but the builder's image: which parts there are, and what each is told of the others. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ResolverCode } from '../hosts/resolver-files';
import { builderCalls, type FunctionName } from '../wiring';
import { createAlarms } from './alarms';
import { connectAuthorizer, createApi, type Api } from './api';
import { createArtifacts } from './artifacts';
import { createBuilder, type Builder } from './builder';
import { createDashboard } from './dashboard';
import { connectEvents, createEventBus, createFailureQueue } from './events';
import { createFunctions, type Functions } from './functions';
import { createBuilderLogs } from './logs';
import { builderLogGroup, imageName, secretPrefix } from './names';
import { createNetwork } from './network';
import type { Output } from './outputs';
import { callStatements } from './permissions';
import { policyStatements } from './policies';
import { createResolvers } from './resolvers';
import { addRoutes, createRouteApi } from './routes';
import type { Settings } from './settings';
import { arnsOf, functionVariables, type Surroundings } from './surroundings';
import { createTable } from './table';

/** What the build made, as the stack takes it in. */
export interface Built {
  /** The text of `schema.graphql`. */
  schema: string;
  /** Bundled code by the resolver's file. */
  resolvers: ResolverCode;
  /** The folder that holds a function's `index.mjs`. */
  codeOf: (name: FunctionName) => string;
  /** The tag of the builder's image. */
  imageTag: string;
}

export interface TrellisStackProps extends StackProps {
  settings: Settings;
  built: Built;
}

const createBuilders = (scope: Construct, { settings, built }: TrellisStackProps, api: Api): Builder =>
  createBuilder(scope, {
    name: settings.name,
    architecture: settings.architecture,
    cpu: settings.builderCpu,
    memoryMb: settings.builderMemoryMb,
    storageGib: settings.builderStorageGib,
    image: { repositoryName: imageName(settings.name), tag: built.imageTag },
    logGroupName: builderLogGroup(settings.name),
    apiUrl: api.url,
    mayCall: policyStatements(callStatements(builderCalls, { api: api.arn })),
  });

/** The main stack. */
export class TrellisStack extends Stack {
  constructor(scope: Construct, id: string, props: TrellisStackProps) {
    super(scope, id, props);
    const { settings, built } = props;
    const { name, vpcId, subnetIds, assignPublicIp = false } = settings;
    const table = createTable(this, { name });
    const artifacts = createArtifacts(this, { name });
    const builderLogs = createBuilderLogs(this, { name });
    const api = createApi(this, {
      name,
      schema: built.schema,
      tableName: table.tableName,
      xray: settings.xray,
    });
    const network = createNetwork(this, {
      name,
      ...(vpcId && subnetIds ? { own: { vpcId, subnetIds, assignPublicIp } } : {}),
    });
    const builder = createBuilders(this, props, api);
    const routes = createRouteApi(this, { name });
    const dashboard = createDashboard(this, {
      name,
      graphqlHost: api.host,
      realtimeHost: api.realtimeHost,
      routesHost: routes.host,
      domain: settings.domain,
    });
    const failures = createFailureQueue(this, { name });
    const bus = createEventBus(this, { name });
    const publicUrl = dashboard.url;
    const parts: Surroundings = { name, table, artifacts, api, network, builder, bus, publicUrl };
    const functions: Functions = createFunctions(this, {
      settings,
      codeOf: built.codeOf,
      variables: functionVariables(parts),
      arns: arnsOf(this, parts),
      failures,
    });
    connectAuthorizer(this, api, functions.authorizer);
    createResolvers(this, { api, code: built.resolvers, table, functions });
    addRoutes(routes, functions);
    connectEvents(this, { name, functions, clusterArn: builder.cluster.attrArn, builderLogs, bus, failures });
    createAlarms(this, { name, functions, api, failures, email: settings.alarmEmail });
    this.tell({
      DashboardUrl: dashboard.url,
      GraphqlUrl: api.url,
      TableName: table.tableName,
      DashboardBucket: dashboard.bucket.bucketName,
      DistributionId: dashboard.distribution.distributionId,
      ArtifactsBucket: artifacts.bucketName,
      SecretPrefix: secretPrefix(name),
      ClusterName: builder.cluster.ref,
      BuilderLogGroup: builderLogs.logGroupName,
    });
  }

  private tell(outputs: Record<Output, string>): void {
    for (const [output, value] of Object.entries(outputs)) new CfnOutput(this, output, { value });
  }
}
