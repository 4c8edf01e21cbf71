import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ConditionalCheckFailedException,
} from '@aws-sdk/client-dynamodb';
import {
  ConflictException,
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  StopTaskCommand,
  type RunTaskCommandInput,
} from '@aws-sdk/client-ecs';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { readFile, readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureTable } from '../dynamodb/ensure-table';
import { clusterName, logGroup, logStream, taskDefinition, taskOfArn } from '../names';
import { startTestPlatform, type TestPlatform } from '../testing/test-platform';

let platform: TestPlatform;
let config: {
  region: string;
  endpoint: string;
  credentials: TestPlatform['credentials'];
  maxAttempts: number;
};

beforeAll(async () => {
  platform = await startTestPlatform([
    '/bin/sh',
    '-c',
    'echo "$TRELLIS_DEPLOYMENT_ID began"; exec sleep "$NAP"',
  ]);
  config = {
    region: 'us-east-1',
    endpoint: platform.url,
    credentials: platform.credentials,
    maxAttempts: 1,
  };
});

afterAll(() => platform.close());

test('DynamoDB answers in process, also with conditions that fail', async () => {
  const client = new DynamoDBClient(config);
  await ensureTable(client, 'things');
  await ensureTable(client, 'things');
  const Item = { pk: { S: 'a' }, sk: { S: 'b' }, text: { S: 'ü'.repeat(1000) } };
  await client.send(new PutItemCommand({ TableName: 'things', Item }));
  const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
  expect((await client.send(new GetItemCommand({ TableName: 'things', Key }))).Item).toEqual(Item);
  await expect(
    client.send(
      new PutItemCommand({ TableName: 'things', Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  ).rejects.toThrow(ConditionalCheckFailedException);
});

test('a secret is kept, replaced, read back and gone; its file holds no plain text', async () => {
  const client = new SecretsManagerClient(config);
  const read = () => client.send(new GetSecretValueCommand({ SecretId: 'trellis/one' }));
  await expect(read()).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  await client.send(new CreateSecretCommand({ Name: 'trellis/one', SecretString: 'first-plain' }));
  await expect(
    client.send(new CreateSecretCommand({ Name: 'trellis/one', SecretString: 'again' })),
  ).rejects.toThrow(ResourceExistsException);
  await client.send(new PutSecretValueCommand({ SecretId: 'trellis/one', SecretString: 'second-plain' }));
  expect((await read()).SecretString).toBe('second-plain');
  expect(await readFile(platform.folder.secrets, 'latin1')).not.toContain('plain');
  await client.send(new DeleteSecretCommand({ SecretId: 'trellis/one', ForceDeleteWithoutRecovery: true }));
  await expect(read()).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
});

test('an object is put, read, described and gone', async () => {
  const client = new S3Client({ ...config, forcePathStyle: true });
  const at = { Bucket: 'trellis-artifacts', Key: 'apps/ä b/1.tar.gz' };
  await client.send(new PutObjectCommand({ ...at, Body: 'content', ContentType: 'application/gzip' }));
  const got = await client.send(new GetObjectCommand(at));
  expect(await got.Body?.transformToString()).toBe('content');
  expect(await client.send(new HeadObjectCommand(at))).toMatchObject({
    ContentLength: 7,
    ContentType: 'application/gzip',
  });
  await client.send(new DeleteObjectCommand(at));
  await expect(client.send(new GetObjectCommand(at))).rejects.toThrow(
    expect.objectContaining({ name: 'NoSuchKey' }),
  );
});

test('a stream whose checksum comes at its end is kept without its framing', async () => {
  const client = new S3Client({ ...config, forcePathStyle: true });
  const at = { Bucket: 'trellis-artifacts', Key: 'stream' };
  const pieces = Array.from({ length: 300 }, (_, index) => Buffer.alloc(1 + ((index * 997) % 5000), index));
  const whole = Buffer.concat(pieces);
  await client.send(
    new PutObjectCommand({ ...at, Body: Readable.from(pieces), ContentLength: whole.length }),
  );
  const got = await client.send(new GetObjectCommand(at));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(whole);
});

test('a presigned address takes and gives an object without credentials, and nothing else', async () => {
  const client = new S3Client({
    ...config,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const at = { Bucket: 'trellis-artifacts', Key: 'artifacts/one.tar.gz' };
  const putUrl = await getSignedUrl(client, new PutObjectCommand(at), { expiresIn: 60 });
  const getUrl = await getSignedUrl(client, new GetObjectCommand(at), { expiresIn: 60 });
  expect((await fetch(putUrl, { method: 'PUT', body: 'an artifact' })).status).toBe(200);
  expect(await (await fetch(getUrl)).text()).toBe('an artifact');
  expect((await fetch(getUrl, { method: 'PUT', body: 'x' })).status).toBe(403);
  expect((await fetch(getUrl.replace('one.tar.gz', 'two.tar.gz'))).status).toBe(403);
  expect(await (await fetch(`${platform.url}/trellis-artifacts/artifacts/one.tar.gz`)).text()).not.toContain(
    'an artifact',
  );
});

test('bytes that are not what their checksum says are not kept', async () => {
  const client = new S3Client({ ...config, forcePathStyle: true });
  const at = { Bucket: 'trellis-artifacts', Key: 'damaged' };
  await expect(
    client.send(new PutObjectCommand({ ...at, Body: 'content', ChecksumCRC32: 'AAAAAA==' })),
  ).rejects.toThrow(expect.objectContaining({ name: 'BadDigest' }));
  await expect(client.send(new HeadObjectCommand(at))).rejects.toThrow(
    expect.objectContaining({ name: 'NotFound' }),
  );
  const bytes = await readdir(`${platform.folder.buckets}/trellis-artifacts`);
  const known = bytes.filter((name) => name.endsWith('.json')).length;
  expect(bytes.filter((name) => name.endsWith('.bytes'))).toHaveLength(known);
});

const runTask = (deployment: string, nap = '60'): RunTaskCommandInput => ({
  cluster: clusterName,
  taskDefinition,
  clientToken: `${deployment}-1`,
  startedBy: deployment,
  launchType: 'FARGATE',
  overrides: {
    containerOverrides: [
      {
        name: 'builder',
        environment: [
          { name: 'TRELLIS_DEPLOYMENT_ID', value: deployment },
          { name: 'NAP', value: nap },
        ],
      },
    ],
  },
});

test('a task is started once for its client token, described, and stopped', async () => {
  const client = new ECSClient(config);
  const first = await client.send(new RunTaskCommand(runTask('dep_a')));
  const taskArn = first.tasks?.[0]?.taskArn ?? '';
  const again = await client.send(new RunTaskCommand(runTask('dep_a')));
  expect(again.tasks?.[0]?.taskArn).toBe(taskArn);
  const other = client.send(new RunTaskCommand({ ...runTask('dep_a'), startedBy: 'dep_b' }));
  await expect(other).rejects.toThrow(ConflictException);
  await expect(other).rejects.toMatchObject({ resourceIds: [taskArn] });

  const describe = () =>
    client.send(new DescribeTasksCommand({ cluster: clusterName, tasks: [taskArn, 'gone'] }));
  const described = await describe();
  expect(described.tasks).toMatchObject([{ taskArn, lastStatus: 'RUNNING', startedBy: 'dep_a' }]);
  expect(described.tasks?.[0]?.createdAt).toBeInstanceOf(Date);
  expect(described.failures).toMatchObject([{ arn: 'gone', reason: 'MISSING' }]);

  await client.send(new StopTaskCommand({ cluster: clusterName, task: taskArn, reason: 'cancelled' }));
  await platform.stopped(taskOfArn(taskArn));
  expect((await describe()).tasks).toMatchObject([
    { lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'cancelled' },
  ]);
});

test.each([
  ['an unknown cluster', { cluster: 'other' }, 'ClusterNotFoundException'],
  ['an unknown task definition', { taskDefinition: 'other' }, 'ClientException'],
  [
    'overrides that are too long',
    {
      overrides: {
        containerOverrides: [{ name: 'builder', environment: [{ name: 'A', value: 'x'.repeat(8192) }] }],
      },
    },
    'InvalidParameterException',
  ],
])('%s is refused as ECS does', async (_what, change, name) => {
  const client = new ECSClient(config);
  await expect(client.send(new RunTaskCommand({ ...runTask('dep_c'), ...change }))).rejects.toThrow(
    expect.objectContaining({ name }),
  );
});

test('the log of a task can be read in pages', async () => {
  const ecs = new ECSClient(config);
  const taskArn = (await ecs.send(new RunTaskCommand(runTask('dep_log', '0')))).tasks?.[0]?.taskArn ?? '';
  await platform.stopped(taskOfArn(taskArn));
  const logs = new CloudWatchLogsClient(config);
  const read = (nextToken?: string) =>
    logs.send(
      new GetLogEventsCommand({
        logGroupName: logGroup,
        logStreamName: logStream(taskOfArn(taskArn)),
        startFromHead: true,
        nextToken,
      }),
    );
  const first = await read();
  expect(first.events).toMatchObject([{ message: 'dep_log began' }]);
  const second = await read(first.nextForwardToken);
  expect(second.events).toEqual([]);
  expect(second.nextForwardToken).toBe(first.nextForwardToken);
});

test('what is signed by nobody, by a stranger or with another secret is refused', async () => {
  const list = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    new SecretsManagerClient({ ...config, credentials }).send(new GetSecretValueCommand({ SecretId: 'x' }));
  await expect(list({ accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' })).rejects.toThrow(
    expect.objectContaining({ name: 'UnrecognizedClientException' }),
  );
  await expect(list({ ...platform.credentials, secretAccessKey: 'x' })).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidSignatureException' }),
  );
  const unsigned = await fetch(platform.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: '{}',
  });
  expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

test("a builder's credentials open nothing but the API", async () => {
  const ecs = new ECSClient(config);
  const taskArn = (await ecs.send(new RunTaskCommand(runTask('dep_keys')))).tasks?.[0]?.taskArn ?? '';
  const taskId = taskOfArn(taskArn);
  const ask = (token: string) =>
    fetch(`${platform.url}/credentials/${taskId}`, { headers: { authorization: token } });
  expect((await ask('wrong')).status).toBe(403);
  const given = (await (await ask(platform.credentialsToken(taskId))).json()) as Record<string, string>;
  const credentials = {
    accessKeyId: given.AccessKeyId ?? '',
    secretAccessKey: given.SecretAccessKey ?? '',
    sessionToken: given.Token ?? '',
  };
  const secrets = new SecretsManagerClient({ ...config, credentials });
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'x' }))).rejects.toThrow(
    expect.objectContaining({ name: 'UnrecognizedClientException' }),
  );
  await ecs.send(new StopTaskCommand({ cluster: clusterName, task: taskArn }));
  await platform.stopped(taskId);
  expect((await ask(platform.credentialsToken(taskId))).status).toBe(403);
});

test('a foreign Host or Origin is refused with one sentence', async () => {
  const foreign = await fetch(platform.url, { headers: { origin: 'http://evil.example' } });
  expect(foreign.status).toBe(403);
  expect(await foreign.text()).toBe(
    'This server answers to its own pages only, not to the page that sent this request.\n',
  );
});
