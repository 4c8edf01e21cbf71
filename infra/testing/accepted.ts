/** Findings of cdk-nag that stay, each with its reason. Everything else fails a test, and so does a reason that nothing needs. */

/** A finding that is no fault here. */
export interface Accepted {
  rule: string | RegExp;
  path: RegExp;
  reason: string;
}

const wildcard = (resource: string): RegExp => new RegExp(`^IAM5\\[Resource::${resource}\\]$`);

export const accepted: readonly Accepted[] = [
  {
    rule: wildcard('\\*'),
    path: /^(Image\/ImageRole|Trellis\/ExecutionRole)\//,
    reason: 'ecr:GetAuthorizationToken takes no resource; the images are allowed one by one.',
  },
  {
    rule: wildcard('.*:log-group:/[\\w/-]+(<Api.ApiId>)?(:log-stream)?:\\*'),
    path: /Role\/|ApiLogPolicy\//,
    reason: 'Streams of one log group, whose names the platform chooses as it goes.',
  },
  {
    rule: wildcard('.*:log-group:/trellis/builder:log-stream:builder/builder/\\*'),
    path: /^Trellis\/(reportDeployment|taskStopped|sweeper)Role\//,
    reason: 'A stream is named after its task, and tasks come and go.',
  },
  {
    rule: wildcard('.*:secret:trellis/\\*'),
    path: /Role\//,
    reason: 'Secrets below the prefix of this installation: people make them, one for a variable.',
  },
  {
    rule: wildcard('.*:task-definition/trellis-builder:\\*'),
    path: /Role\//,
    reason: 'Every revision of the one task definition: what starts during an upgrade is of the former.',
  },
  {
    rule: wildcard('.*:task/<Cluster>/\\*'),
    path: /Role\//,
    reason: 'Tasks of the one cluster, named as they start; the cluster stands in a condition too.',
  },
  {
    rule: wildcard('<Artifacts\\w+\\.Arn>/artifacts/\\*'),
    path: /^Trellis\/(claimDeployment|reportDeployment)Role\//,
    reason: 'An artifact is named after its deployment.',
  },
  {
    rule: wildcard('arn:aws:iam::\\*:role/trellis-target-\\*'),
    path: /^Trellis\/targetAccessRole\//,
    reason:
      'Accounts that teams deploy to are theirs to add; each trusts this role by name, with an external id.',
  },
  {
    rule: 'S1',
    path: /^Trellis\/(Artifacts|DashboardFiles)\//,
    reason:
      'Access logs would cost more than what they are of: artifacts are read by signed addresses, files are public knowledge.',
  },
  {
    rule: 'CB4',
    path: /^Image\/ImageBuild$/,
    reason: 'The project makes no artifact but an image, which ECR encrypts.',
  },
  {
    rule: 'ASC3',
    path: /^Trellis\/Api$/,
    reason:
      'The API logs errors; arguments and answers hold what people and builders send, so their contents are left out.',
  },
  {
    rule: 'VPC7',
    path: /^Trellis\/Vpc$/,
    reason:
      'Nothing can come into the network, and what builds reach is theirs to say; flow logs are charged by volume.',
  },
  {
    rule: 'ECS4',
    path: /^Trellis\/Cluster$/,
    reason: 'Container Insights costs more than the tasks of a small team; a deployment tells its own story.',
  },
  {
    rule: 'ECS2',
    path: /^Trellis\/Task$/,
    reason: 'Region and address of the API are no secrets; what is secret comes by the claim.',
  },
  {
    rule: 'APIG4',
    path: /^Trellis\/Routes\//,
    reason:
      'Deliveries are signed by GitHub and sign-ins carry a code or a cookie; the functions check them.',
  },
  { rule: 'CFR1', path: /^Trellis\/Distribution\//, reason: 'Teams sit where they sit.' },
  {
    rule: 'CFR2',
    path: /^Trellis\/Distribution\//,
    reason:
      'A firewall costs more than an idle installation; the files are static, the routes are throttled.',
  },
  {
    rule: 'CFR3',
    path: /^Trellis\/Distribution\//,
    reason: 'The files are the same for everybody; the routes have an access log of their own.',
  },
  {
    rule: 'CFR4',
    path: /^Trellis\/Distribution\//,
    reason: "CloudFront's own certificate takes no minimum; with a domain of one's own TLS 1.2 is asked for.",
  },
  {
    rule: 'SQS3',
    path: /^Trellis\/Failures\//,
    reason: 'This is the queue that failures end in.',
  },
];
