/** Test support: stacks in memory, answered as CloudFormation documents it. */
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { AwsError, type AwsServer, type Call } from './aws-server';

interface Event {
  id: string;
  resource: string;
  type: string;
  status: string;
  reason?: string;
}

/** A stack; `coming` are the states that it takes, one at each look. */
export interface FakeStack {
  name: string;
  status: StackStatus;
  description: string;
  outputs: Record<string, string>;
  coming: StackStatus[];
  events: Event[];
  resources: { type: string; id: string }[];
}

const xml = (operation: string, inner: string): string =>
  `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`;

const stackId = (name: string): string => `arn:aws:cloudformation:eu-central-1:123456789012:stack/${name}/1`;

const time = '2026-11-25T20:00:00Z';

const stackXml = ({ name, status, description, outputs }: FakeStack): string => {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<member><StackName>${name}</StackName><StackId>${stackId(name)}</StackId><StackStatus>${status}</StackStatus><CreationTime>${time}</CreationTime><Description>${description}</Description><Outputs>${members.join('')}</Outputs></member>`;
};

const eventXml = (name: string, event: Event): string =>
  `<member><StackId>${stackId(name)}</StackId><EventId>${event.id}</EventId><StackName>${name}</StackName><LogicalResourceId>${event.resource}</LogicalResourceId><PhysicalResourceId>${event.resource}</PhysicalResourceId><ResourceType>${event.type}</ResourceType><Timestamp>${time}</Timestamp><ResourceStatus>${event.status}</ResourceStatus>${event.reason === undefined ? '' : `<ResourceStatusReason>${event.reason}</ResourceStatusReason>`}</member>`;

/** The stacks of an account. */
export class FakeStacks {
  readonly stacks = new Map<string, FakeStack>();
  private count = 0;

  constructor(server: AwsServer) {
    server
      .on('DescribeStacks', (call) => {
        const stack = this.find(call);
        stack.status = stack.coming.shift() ?? stack.status;
        if (stack.status === 'DELETE_COMPLETE') this.stacks.delete(stack.name);
        return xml('DescribeStacks', `<Stacks>${stackXml(stack)}</Stacks>`);
      })
      .on('DescribeStackEvents', (call) => {
        const { name, events } = this.find(call);
        const members = [...events].reverse().map((event) => eventXml(name, event));
        return xml('DescribeStackEvents', `<StackEvents>${members.join('')}</StackEvents>`);
      })
      .on('ListStackResources', (call) => {
        const members = this.find(call).resources.map(
          ({ type, id }) =>
            `<member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>${type}</ResourceType><LastUpdatedTimestamp>${time}</LastUpdatedTimestamp><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`,
        );
        return xml(
          'ListStackResources',
          `<StackResourceSummaries>${members.join('')}</StackResourceSummaries>`,
        );
      })
      .on('DeleteStack', (call) => {
        const stack = this.find(call);
        stack.coming = stack.coming.length > 0 ? stack.coming : ['DELETE_IN_PROGRESS', 'DELETE_COMPLETE'];
        return xml('DeleteStack', '');
      })
      .on('ContinueUpdateRollback', (call) => {
        this.find(call).coming = ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'];
        return xml('ContinueUpdateRollback', '');
      });
  }

  /** Puts a stack there. */
  put(name: string, more: Partial<FakeStack> = {}): FakeStack {
    const stack: FakeStack = {
      name,
      status: 'UPDATE_COMPLETE',
      description: 'Trellis: continuous delivery in this account',
      outputs: {},
      coming: [],
      events: [],
      resources: [],
      ...more,
    };
    this.stacks.set(name, stack);
    return stack;
  }

  /** Adds an event to a stack. */
  tell(stack: FakeStack, event: Omit<Event, 'id'>): void {
    this.count += 1;
    stack.events.push({ id: `event-${this.count}`, ...event });
  }

  private find({ input }: Call): FakeStack {
    const name = String(input.StackName);
    const stack = this.stacks.get(name.startsWith('arn:') ? (name.split('/')[1] ?? '') : name);
    if (!stack) throw new AwsError('ValidationError', `Stack with id ${name} does not exist`);
    return stack;
  }
}
