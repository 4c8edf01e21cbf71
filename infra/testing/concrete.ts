/** A template's values as they would be once deployed, so that a policy can be asked about real ARNs. */
import { account, region, type Resources } from './whole';

type Value = unknown;

const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;

/** ARNs by the type of a resource and its name. */
const arns: Record<string, (name: string) => string> = {
  'AWS::AppSync::GraphQLApi': (name) => arn('appsync', `apis/${name}`),
  'AWS::DynamoDB::Table': (name) => arn('dynamodb', `table/${name}`),
  'AWS::ECS::Cluster': (name) => arn('ecs', `cluster/${name}`),
  'AWS::Events::EventBus': (name) => arn('events', `event-bus/${name}`),
  'AWS::IAM::Role': (name) => `arn:aws:iam::${account}:role/${name}`,
  'AWS::Lambda::Function': (name) => arn('lambda', `function:${name}`),
  'AWS::Logs::LogGroup': (name) => `${arn('logs', `log-group:${name}`)}:*`,
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::SQS::Queue': (name) => arn('sqs', name),
  'AWS::ECR::Repository': (name) => arn('ecr', `repository/${name}`),
};

const nameProperties = [
  'BucketName',
  'ClusterName',
  'FunctionName',
  'LogGroupName',
  'QueueName',
  'RepositoryName',
  'RoleName',
  'TableName',
];

/** Pseudo parameters. */
const pseudo: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::AccountId': account,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Gives a function that makes a value of these resources concrete. A resource without a name of its own goes by its logical one. */
export const concreteIn = (resources: Resources): ((value: Value) => Value) => {
  const nameOf = (id: string): string => {
    const { Type, Properties: properties = {} } = resources[id] ?? {};
    if (Type === 'AWS::Events::EventBus') return String(properties.Name);
    const named = nameProperties
      .map((property) => properties[property])
      .find((name) => typeof name === 'string');
    return typeof named === 'string' ? named : id.toLowerCase();
  };
  const attribute = (id: string, name: string): string => {
    const type = resources[id]?.Type ?? '';
    return /^Arn$|^.*Arn$/.test(name) && arns[type] ? arns[type](nameOf(id)) : `${nameOf(id)}.${name}`;
  };
  const intrinsic = (key: string, given: Value): Value => {
    if (key === 'Ref') return pseudo[String(given)] ?? nameOf(String(given));
    if (key === 'Fn::GetAtt') {
      const [id = '', name = ''] = given as string[];
      return name === 'ApiId' ? nameOf(id) : attribute(id, name);
    }
    if (key === 'Fn::Join') {
      const [separator = '', parts = []] = concrete(given) as [string, string[]];
      return parts.join(separator);
    }
    return undefined;
  };
  const concrete = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(concrete);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[key, given] = ['', undefined]] = entries;
    const made = entries.length === 1 ? intrinsic(key, given) : undefined;
    return made ?? Object.fromEntries(entries.map(([name, each]) => [name, concrete(each)]));
  };
  return concrete;
};
