/** What a person reads before saying yes: where, what, and what it costs. Pure. */
import type { SynthesizedStack } from './cdk';
import { shortArn, type Identity } from './checks/identity';

/** What is about to happen. */
export interface Plan {
  version: string;
  identity: Identity;
  region: string;
  name: string;
  stacks: readonly SynthesizedStack[];
  /** True when the installation is there already. */
  upgrade: boolean;
  bootstrap: boolean;
  notes: readonly string[];
  /** In US dollars, as `docs/costs.md` computes them. */
  costs: { idlePerMonth: number; perDeployment: number };
}

// What a person knows by name, of the types of resources.
const counted: readonly (readonly [type: string, one: string, many: string])[] = [
  ['AWS::Lambda::Function', 'function', 'functions'],
  ['AWS::AppSync::GraphQLApi', 'API', 'APIs'],
  ['AWS::DynamoDB::Table', 'table', 'tables'],
  ['AWS::S3::Bucket', 'bucket', 'buckets'],
  ['AWS::CloudFront::Distribution', 'distribution', 'distributions'],
  ['AWS::ECS::Cluster', 'cluster for builders', 'clusters for builders'],
  ['AWS::EC2::VPC', 'network without NAT', 'networks without NAT'],
  ['AWS::CodeBuild::Project', 'image build', 'image builds'],
];

/** What stacks hold, in words: `27 functions, 1 API, …, 143 resources in all`. */
const contentsInWords = (stacks: readonly SynthesizedStack[]): string => {
  const count = (type: string): number =>
    stacks.reduce((sum, { resources }) => sum + (resources.get(type) ?? 0), 0);
  const all = stacks.reduce(
    (sum, { resources }) => sum + [...resources.values()].reduce((each, more) => each + more, 0),
    0,
  );
  const parts = counted
    .map(([type, one, many]) => ({ count: count(type), one, many }))
    .filter((part) => part.count > 0)
    .map((part) => `${part.count} ${part.count === 1 ? part.one : part.many}`);
  return [...parts, `${all} resources in all`].join(', ');
};

const dollars = (amount: number): string => `$${amount.toFixed(amount < 1 ? 3 : 2)}`;

const row = (name: string, value: string): string => `  ${`${name}:`.padEnd(11)}${value}`;

/** The text above the question. */
export const planInWords = (plan: Plan): string => {
  const { version, identity, region, name, stacks, upgrade, bootstrap, notes, costs } = plan;
  return [
    '',
    row('Trellis', `${version}, ${upgrade ? 'an upgrade; data stays' : 'a new installation'}`),
    row('Account', `${identity.account} as ${shortArn(identity.arn)}`),
    row('Region', region),
    row('Name', name),
    row('Holds', contentsInWords(stacks)),
    ...(bootstrap
      ? [row('First', 'prepares account and region for the AWS CDK (a bucket and roles, once)')]
      : []),
    row(
      'Costs',
      `about ${dollars(costs.idlePerMonth)} a month idle, ${dollars(costs.perDeployment)} for a deployment of ten minutes (docs/costs.md)`,
    ),
    ...notes.map((note) => row('Note', note)),
    '',
  ].join('\n');
};
