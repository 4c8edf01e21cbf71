import { Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { createBuilder, type BuilderProps } from './builder';
import { propertiesOf, synthesize } from './testing/synthesize';

const claim = 'arn:aws:appsync:eu-central-1:123456789012:apis/a/types/Mutation/fields/claimDeployment';

const builder = (more: Partial<BuilderProps> = {}) =>
  synthesize((stack) =>
    createBuilder(stack, {
      name: 'trellis',
      architecture: 'ARM64',
      cpu: 2_048,
      memoryMb: 4_096,
      image: { repositoryName: 'trellis-builder', tag: 'arm64-abc' },
      logGroupName: '/trellis/builder',
      apiUrl: 'https://api.example.com/graphql',
      mayCall: [new iam.PolicyStatement({ actions: ['appsync:GraphQL'], resources: [claim] })],
      ...more,
    }),
  );

const container = (properties: object) => ({
  ContainerDefinitions: [Match.objectLike(properties)],
});

describe('the builder’s task', () => {
  const template = builder();

  it('loses no line: the log is waited for', () => {
    template.hasResourceProperties(
      'AWS::ECS::TaskDefinition',
      container({
        LogConfiguration: {
          LogDriver: 'awslogs',
          Options: Match.objectLike({
            mode: 'blocking',
            'awslogs-group': '/trellis/builder',
            // The functions find a task's log by this name.
            'awslogs-stream-prefix': 'builder',
          }),
        },
        Name: 'builder',
      }),
    );
  });

  it('has two minutes to end in, so that deploy tools release their locks', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', container({ StopTimeout: 120 }));
  });

  it('writes to its three folders only', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ...container({
        ReadonlyRootFilesystem: true,
        MountPoints: ['/work', '/home/node', '/tmp'].map((ContainerPath) =>
          Match.objectLike({ ContainerPath, ReadOnly: false }),
        ),
      }),
      Volumes: [{ Name: 'work' }, { Name: 'home' }, { Name: 'tmp' }],
    });
  });

  it('keeps only the capabilities that running commands as another user takes', () => {
    // Fargate's containers have those of Docker.
    const byDefault =
      'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT';
    const [task] = propertiesOf(template, 'AWS::ECS::TaskDefinition');
    const [{ LinuxParameters: linux }] = task?.['ContainerDefinitions'] as [
      { LinuxParameters: { Capabilities: { Drop: string[]; Add?: string[] } } },
    ];
    expect(linux.Capabilities.Add).toBeUndefined();
    expect(byDefault.split(' ').filter((one) => !linux.Capabilities.Drop.includes(one))).toEqual([
      'CHOWN',
      'DAC_OVERRIDE',
      'KILL',
      'SETGID',
      'SETUID',
    ]);
    expect(linux.Capabilities.Drop.filter((one) => !byDefault.split(' ').includes(one))).toEqual([]);
  });

  it('is told its address and region, and no secret', () => {
    const [task] = propertiesOf(template, 'AWS::ECS::TaskDefinition');
    const [{ Environment: told, ...rest }] = task?.['ContainerDefinitions'] as [
      { Environment: { Name: string }[]; Secrets?: unknown },
    ];
    expect(told.map(({ Name }) => Name)).toEqual([
      'AWS_REGION',
      'TRELLIS_API_URL',
      'AWS_EC2_METADATA_DISABLED',
    ]);
    expect(rest.Secrets).toBeUndefined();
  });

  it('runs on the processor, the size and the disk of the settings', () => {
    builder({
      architecture: 'X86_64',
      cpu: 1_024,
      memoryMb: 8_192,
      storageGib: 50,
    }).hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '1024',
      Memory: '8192',
      EphemeralStorage: { SizeInGiB: 50 },
      RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' },
    });
  });

  it('is held to sizes that Fargate has', () => {
    expect(() => builder({ cpu: 256, memoryMb: 8_192 })).toThrow(/memory/i);
  });
});

describe('the builder’s roles', () => {
  const template = builder();
  const roleOf = (description: RegExp) => {
    const found = propertiesOf(template, 'AWS::IAM::Role').filter(({ Description }) =>
      description.test(String(Description)),
    );
    expect(found).toHaveLength(1);
    return found[0] as {
      AssumeRolePolicyDocument: { Statement: unknown[] };
      Policies: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } }[];
    };
  };
  const statementsOf = (description: RegExp) =>
    roleOf(description).Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

  it('let the program make the calls that it is given, and nothing else', () => {
    expect(statementsOf(/claim a deployment/)).toEqual([
      { Action: 'appsync:GraphQL', Effect: 'Allow', Resource: claim },
    ]);
  });

  it('let the platform fetch one image and write one log', () => {
    const statements = statementsOf(/Starts builders/);
    expect(statements.map(({ Action }) => Action)).toEqual([
      'ecr:GetAuthorizationToken',
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
    ]);
    const [, image, log] = statements.map(({ Resource }) => JSON.stringify(Resource));
    expect(image).toMatch(/:repository\/trellis-builder"/);
    expect(log).toMatch(/:log-group:\/trellis\/builder:\*"/);
  });

  it('are taken by tasks of this account only, and hold no policy of Amazon’s', () => {
    for (const description of [/claim a deployment/, /Starts builders/]) {
      expect(roleOf(description).AssumeRolePolicyDocument.Statement).toEqual([
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'ecs-tasks.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ]);
    }
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });
});
