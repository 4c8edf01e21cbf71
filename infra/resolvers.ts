/** What answers each field: every resolver file on its data source, as `hosts/resolver-plan.ts` reads it from the wiring. */
import { Stack } from 'aws-cdk-lib';
import { CfnDataSource, CfnFunctionConfiguration, CfnResolver } from 'aws-cdk-lib/aws-appsync';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ResolverCode } from '../hosts/resolver-files';
import { resolverPlan, type FieldPlan, type PipelinePart } from '../hosts/resolver-plan';
import { functionFields, type FunctionName } from '../wiring';
import type { Api } from './api';
import type { Functions } from './functions';
import { invokeStatements, tableResolverStatements, type Statement } from './permissions';
import { policyDocument } from './policies';

export interface ResolversProps {
  api: Api;
  /** Bundled code by the resolver's file. */
  code: ResolverCode;
  table: ITable;
  functions: Functions;
}

const runtime = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };

const fieldFunctions = [...new Set<FunctionName>(Object.values(functionFields))];

const createRole = (scope: Construct, id: string, may: string, statements: readonly Statement[]): Role =>
  new Role(scope, id, {
    assumedBy: new ServicePrincipal('appsync.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    description: `Trellis: lets resolvers ${may}`,
    inlinePolicies: { own: policyDocument(statements) },
  });

type DataSources = Readonly<Record<'table' | 'none' | FunctionName, CfnDataSource>>;

const createDataSources = (scope: Construct, { api, table, functions }: ResolversProps): DataSources => {
  const apiId = api.id;
  const arns = fieldFunctions.map((name) => functions[name].functionArn);
  const invoker = createRole(scope, 'InvokeRole', 'ask functions', invokeStatements(arns));
  const reader = createRole(
    scope,
    'TableRole',
    'read and write the table',
    tableResolverStatements({ table: table.tableArn }),
  );
  const lambdas = fieldFunctions.map((name): [FunctionName, CfnDataSource] => [
    name,
    new CfnDataSource(scope, `${name}Source`, {
      apiId,
      name,
      type: 'AWS_LAMBDA',
      lambdaConfig: { lambdaFunctionArn: functions[name].functionArn },
      serviceRoleArn: invoker.roleArn,
    }),
  ]);
  return {
    ...Object.fromEntries(lambdas),
    table: new CfnDataSource(scope, 'TableSource', {
      apiId,
      name: 'table',
      type: 'AMAZON_DYNAMODB',
      dynamoDbConfig: { awsRegion: Stack.of(scope).region, tableName: table.tableName },
      serviceRoleArn: reader.roleArn,
    }),
    none: new CfnDataSource(scope, 'NoSource', { apiId, name: 'none', type: 'NONE' }),
  } as DataSources;
};

/** Puts every resolver file to its field. */
export const createResolvers = (scope: Construct, props: ResolversProps): void => {
  const { api, code } = props;
  const apiId = api.id;
  const sources = createDataSources(scope, props);
  const codeOf = (file: string): string => {
    const text = code[file];
    if (text === undefined) throw new Error(`The build has no code of resolvers/${file}`);
    return text;
  };
  const parts = new Map<string, CfnFunctionConfiguration>();
  const partOf = ({ name, file }: PipelinePart): CfnFunctionConfiguration => {
    const made =
      parts.get(name) ??
      new CfnFunctionConfiguration(scope, `${name}Part`, {
        apiId,
        name,
        dataSourceName: sources.table.attrName,
        runtime,
        code: codeOf(file),
      });
    parts.set(name, made);
    return made;
  };
  const sourceOf = ({ source }: FieldPlan): CfnDataSource =>
    sources[typeof source === 'string' ? source : source.function];
  for (const plan of resolverPlan(Object.keys(code))) {
    const { type, field, file, pipeline } = plan;
    const resolver = new CfnResolver(scope, `${type}.${field}`, {
      apiId,
      typeName: type,
      fieldName: field,
      runtime,
      code: codeOf(file),
      ...(pipeline
        ? {
            kind: 'PIPELINE',
            pipelineConfig: { functions: pipeline.map((part) => partOf(part).attrFunctionId) },
          }
        : { kind: 'UNIT', dataSourceName: sourceOf(plan).attrName }),
    });
    resolver.addResourceDependency(api.schema);
  }
};
