/** Test support: the few operations of ECS, Secrets Manager, CloudWatch Logs and EventBridge that functions use, in memory, over HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { DeploymentDetail } from '../../core/deployment-event';

/** Where a task was to run. */
interface FakeNetwork {
  subnets: string[];
  securityGroups: string[];
  assignPublicIp: string;
}

/** A task that was started. */
export interface FakeTask {
  taskArn: string;
  deploymentId: string;
  claimToken: string;
  clientToken: string;
  network: FakeNetwork;
  lastStatus: string;
  stopCode?: string;
  stoppedReason?: string;
  exitCode?: number;
  stopRequested: boolean;
}

/** An event that was put on the bus. */
export interface FakeEvent {
  source: string;
  'detail-type': string;
  detail: DeploymentDetail;
}

/** An error in AWS's shape. */
export class FakeError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly fields: object = {},
  ) {
    super(message);
  }
}

interface RunTask {
  clientToken: string;
  startedBy: string;
  networkConfiguration: { awsvpcConfiguration: FakeNetwork };
  overrides: { containerOverrides: { environment: { name: string; value: string }[] }[] };
}

interface PutEvents {
  Entries: { Source: string; DetailType: string; Detail: string }[];
}

/** What the fake services hold, and how a test can make them misbehave. */
export class FakeAws {
  readonly tasks: FakeTask[] = [];
  readonly secrets = new Map<string, string>();
  /** Messages by log stream. */
  readonly logs = new Map<string, string[]>();
  /** What was put on the event bus, in order. */
  readonly events: FakeEvent[] = [];
  /** Called before events are taken; may throw, or answer in the service's stead. */
  beforePutEvents: () => object | undefined | Promise<object> = () => undefined;
  /** How many pages of logs were read. */
  logPages = 0;
  /** Called before a task starts; may throw, or answer in the service's stead. */
  beforeRunTask: () => object | undefined = () => undefined;

  reset(): void {
    this.tasks.length = 0;
    this.secrets.clear();
    this.logs.clear();
    this.events.length = 0;
    this.beforePutEvents = () => undefined;
    this.logPages = 0;
    this.beforeRunTask = () => undefined;
  }

  /** The newest task of a deployment. */
  taskOf(deploymentId: string): FakeTask {
    const task = this.tasks.filter((each) => each.deploymentId === deploymentId).at(-1);
    if (!task) throw new Error(`No task was started for ${deploymentId}`);
    return task;
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const operation = String(req.headers['x-amz-target']).split('.').pop() ?? '';
    const input = JSON.parse((await text(req)) || '{}') as Record<string, unknown>;
    const send = (status: number, body: object): void => {
      res.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    };
    try {
      send(200, await this.answer(operation, input));
    } catch (error) {
      if (!(error instanceof FakeError)) throw error;
      send(400, { __type: error.type, message: error.message, ...error.fields });
    }
  }

  private answer(operation: string, input: Record<string, unknown>): object | Promise<object> {
    switch (operation) {
      case 'RunTask':
        return this.runTask(input as unknown as RunTask);
      case 'StopTask':
        return this.stopTask(String(input.task));
      case 'DescribeTasks':
        return this.describe(input.tasks as string[]);
      case 'GetSecretValue':
        return { SecretString: this.secret(String(input.SecretId)) };
      case 'PutSecretValue':
        this.secret(String(input.SecretId));
        this.secrets.set(String(input.SecretId), String(input.SecretString));
        return {};
      case 'CreateSecret':
        if (this.secrets.has(String(input.Name))) throw new FakeError('ResourceExistsException', 'exists');
        this.secrets.set(String(input.Name), String(input.SecretString));
        return {};
      case 'DeleteSecret':
        this.secret(String(input.SecretId));
        this.secrets.delete(String(input.SecretId));
        return {};
      case 'GetLogEvents':
        return this.logEvents(String(input.logStreamName), input.nextToken);
      case 'PutEvents':
        return this.putEvents(input.Entries as PutEvents['Entries']);
      default:
        throw new FakeError('UnknownOperationException', operation);
    }
  }

  private runTask(input: RunTask): object {
    const instead = this.beforeRunTask();
    if (instead) return instead;
    const environment = input.overrides.containerOverrides[0]?.environment ?? [];
    const claimToken = environment.find(({ name }) => name === 'TRELLIS_CLAIM_TOKEN')?.value ?? '';
    const known = this.tasks.find((task) => task.clientToken === input.clientToken);
    if (known && known.claimToken !== claimToken)
      throw new FakeError('ConflictException', 'conflict', { resourceIds: [known.taskArn] });
    const task: FakeTask = known ?? {
      taskArn: `arn:aws:ecs:eu-central-1:111111111111:task/trellis/${this.tasks.length}`,
      deploymentId: input.startedBy,
      claimToken,
      clientToken: input.clientToken,
      network: input.networkConfiguration.awsvpcConfiguration,
      lastStatus: 'PENDING',
      stopRequested: false,
    };
    if (!known) this.tasks.push(task);
    return { tasks: [{ taskArn: task.taskArn }], failures: [] };
  }

  private stopTask(taskArn: string): object {
    const task = this.tasks.find((each) => each.taskArn === taskArn);
    if (!task) throw new FakeError('InvalidParameterException', 'no such task');
    task.stopRequested = true;
    return { task: { taskArn } };
  }

  private describe(arns: string[]): object {
    const found = this.tasks.filter(({ taskArn }) => arns.includes(taskArn));
    return {
      tasks: found.map(({ taskArn, lastStatus, stopCode, stoppedReason, exitCode }) => ({
        taskArn,
        lastStatus,
        stopCode,
        stoppedReason,
        containers: [{ exitCode }],
      })),
    };
  }

  private putEvents(entries: PutEvents['Entries']): object | Promise<object> {
    const instead = this.beforePutEvents();
    if (instead) return instead;
    for (const { Source, DetailType, Detail } of entries)
      this.events.push({
        source: Source,
        'detail-type': DetailType,
        detail: JSON.parse(Detail) as DeploymentDetail,
      });
    return { FailedEntryCount: 0, Entries: entries.map((_, index) => ({ EventId: `event-${index}` })) };
  }

  private secret(name: string): string {
    const value = this.secrets.get(name);
    if (value === undefined) throw new FakeError('ResourceNotFoundException', 'no such secret');
    return value;
  }

  private logEvents(stream: string, token: unknown): object {
    const messages = this.logs.get(stream);
    if (!messages) throw new FakeError('ResourceNotFoundException', 'no such stream');
    // Pages of two messages, from the end.
    const end = token === undefined ? messages.length : Number(token);
    const start = Math.max(0, end - 2);
    this.logPages += 1;
    const events = messages.slice(start, end).map((message) => ({ message, timestamp: 0 }));
    return { events, nextBackwardToken: String(start), nextForwardToken: 'end' };
  }
}
