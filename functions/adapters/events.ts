/** The event bus (EventBridge): tells whoever listens that a deployment changed. Nobody waits for it for long, and nothing depends on it. */
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { detailOf, EVENT_SOURCE, eventTypes, type EventType } from '../../core/deployment-event';
import type { DeploymentRecord } from '../../core/records';
import { setting } from './config';
import { report } from './report';

/** A deployment is held up by no more than this when the bus does not answer. */
const LIMIT_MS = 1_000;

let client: EventBridgeClient | undefined;
const eventBridge = (): EventBridgeClient => (client ??= new EventBridgeClient({ maxAttempts: 2 }));

const put = async (type: EventType, deployment: DeploymentRecord): Promise<void> => {
  const entry = {
    EventBusName: setting('TRELLIS_EVENT_BUS'),
    Source: EVENT_SOURCE,
    DetailType: type,
    Detail: JSON.stringify(detailOf(deployment)),
  };
  const { Entries } = await eventBridge().send(new PutEventsCommand({ Entries: [entry] }), {
    abortSignal: AbortSignal.timeout(LIMIT_MS),
  });
  const [taken] = Entries ?? [];
  if (taken?.EventId === undefined) throw new Error(taken?.ErrorCode ?? 'the bus did not take the event');
};

/** Puts an event on the bus, if that is possible in a short time; otherwise the operator is told. Never rejects. */
const tell = async (type: EventType, deployment: DeploymentRecord): Promise<void> => {
  try {
    await put(type, deployment);
  } catch (error) {
    report('an event could not be put on the bus', error, { deploymentId: deployment.id, type });
  }
};

/** Tells that a deployment was made or changed its status. */
export const tellOfChange = (deployment: DeploymentRecord): Promise<void> =>
  tell(eventTypes.changed, deployment);

/** Asks for the report of a deployment that has ended. */
export const askForReport = (deployment: DeploymentRecord): Promise<void> =>
  tell(eventTypes.reportDue, deployment);
