/**
 * What each function and each data source may do: pure functions from what they need to exact policy statements. No statement
 * names a resource with a star where a name would do.
 */
import { functions, type ApiCall, type BuilderCall, type FunctionName } from '../wiring';
import { actionsOf, type Action } from './actions';

/** One statement of a policy, as IAM writes it. */
export interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** ARNs of what policies speak of. */
export interface Arns {
  table: string;
  /** The API: `arn:…:apis/ID`. */
  api: string;
  cluster: string;
  /** Every task of the cluster: `arn:…:task/CLUSTER/*`. */
  tasks: string;
  /** Every revision of the builder's task definition: `arn:…:task-definition/FAMILY:*`. */
  taskDefinitions: string;
  /** The roles of the builder's task: its own, and the one that starts it. */
  taskRoles: string[];
  /** Every secret below the prefix: `arn:…:secret:PREFIX/*`. */
  secrets: string;
  /** Every artifact: `arn:…:BUCKET/artifacts/*`. */
  artifacts: string;
  /** Every stream that a builder writes: `arn:…:log-group:GROUP:log-stream:builder/builder/*`. */
  builderStreams: string;
  /** The bus that tells of deployments. */
  bus: string;
  /** Roles of target accounts, in whatever account: `arn:…:role/trellis-target-*`. */
  targetRoles: string;
}

/** Actions by what they are about. */
const about = (actions: readonly Action[], service: string): Action[] =>
  actions.filter((action) => action.startsWith(`${service}:`));

const allow = (
  actions: readonly string[],
  resources: readonly string[],
  condition?: Statement['Condition'],
): Statement[] =>
  actions.length === 0
    ? []
    : [
        {
          Effect: 'Allow',
          Action: [...actions],
          Resource: [...resources],
          ...(condition ? { Condition: condition } : {}),
        },
      ];

/** Starting a builder: the one task definition on the one cluster, with the task's own two roles and a tag at its start. */
const runTask = ({ cluster, tasks, taskDefinitions, taskRoles }: Arns): Statement[] => [
  ...allow(['ecs:RunTask'], [taskDefinitions], { ArnEquals: { 'ecs:cluster': cluster } }),
  ...allow(['ecs:TagResource'], [tasks], { StringEquals: { 'ecs:CreateAction': 'RunTask' } }),
  ...allow(['iam:PassRole'], taskRoles, {
    StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
  }),
];

/** Entering accounts that let Trellis in, and naming app and environment in their trail. */
const enterTargets = ({ targetRoles }: Arns): Statement[] => [
  ...allow(['sts:AssumeRole'], [targetRoles]),
  ...allow(['sts:TagSession'], [targetRoles], {
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['trellis:app', 'trellis:environment'] },
  }),
];

const onTasks = (actions: readonly Action[], { cluster, tasks }: Arns): Statement[] =>
  allow(
    actions.filter((action) => action !== 'ecs:RunTask'),
    [tasks],
    { ArnEquals: { 'ecs:cluster': cluster } },
  );

const onTable = (actions: readonly Action[], indexes: readonly string[], { table }: Arns): Statement[] =>
  allow(actions, [table, ...indexes.map((index) => `${table}/index/${index}`)]);

/**
 * Calling exactly these fields of the API. AppSync asks IAM about fields of Query, Mutation and Subscription; what they return is
 * guarded by the schema's own directives.
 */
export const callStatements = (
  calls: readonly (ApiCall | BuilderCall)[],
  { api }: Pick<Arns, 'api'>,
): Statement[] =>
  allow(
    calls.length > 0 ? ['appsync:GraphQL'] : [],
    calls.map((call) => `${api}/types/${call.replace('.', '/fields/')}`),
  );

/** What a function may do beyond writing its log. */
export const functionStatements = (name: FunctionName, arns: Arns): Statement[] => {
  const { actions, indexes } = actionsOf(name);
  return [
    ...onTable(about(actions, 'dynamodb'), indexes, arns),
    ...(actions.includes('ecs:RunTask') ? runTask(arns) : []),
    ...onTasks(about(actions, 'ecs'), arns),
    ...allow(about(actions, 'secretsmanager'), [arns.secrets]),
    ...allow(about(actions, 's3'), [arns.artifacts]),
    ...allow(about(actions, 'logs'), [arns.builderStreams]),
    ...allow(about(actions, 'events'), [arns.bus]),
    ...(actions.includes('sts:AssumeRole') ? enterTargets(arns) : []),
    ...callStatements(functions[name].calls, arns),
  ];
};

/** Writing to one log group that exists. `logGroupArn` has no star at its end. */
export const logStatements = (logGroupArn: string): Statement[] =>
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [`${logGroupArn}:log-stream:*`]);

/** What resolvers do to the table themselves (`resolvers/`): read, write settings, store log chunks. */
export const tableResolverStatements = ({ table }: Pick<Arns, 'table'>): Statement[] => [
  ...allow(['dynamodb:Query'], [table, `${table}/index/gsi1`, `${table}/index/gsi2`]),
  ...allow(
    [
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:BatchWriteItem',
    ],
    [table],
  ),
];

/** What lets resolvers ask functions. */
export const invokeStatements = (functionArns: readonly string[]): Statement[] =>
  allow(['lambda:InvokeFunction'], functionArns);

/** Handing over what an asynchronous function could not deal with. */
export const queueStatements = (queueArn: string): Statement[] => allow(['sqs:SendMessage'], [queueArn]);
