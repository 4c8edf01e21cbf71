/**
 * `POST /webhooks/github`: a push becomes a deployment of exactly the pushed commit in every environment that follows the branch.
 * The signature over the raw bytes is checked before anything is read; a delivery counts as taken only when all of it was done, and
 * doing it twice has one effect.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { repeatedPush } from '../core/admission';
import { TrellisError } from '../core/errors';
import type { AppRecord, EnvironmentRecord } from '../core/records';
import type { Push } from '../core/webhook';
import { parseDelivery } from '../core/webhook';
import { ApiError, callApi } from './adapters/graphql';
import { httpHandler, json, mediaType, rawBody } from './adapters/http-handler';
import { sameText } from './adapters/ids';
import { report } from './adapters/report';
import { appsOfRepository, getAppWithEnvironments } from './adapters/store/apps';
import { isDelivered, noteDelivery } from './adapters/store/receipts';
import { readWebhookSecret, signatureOf } from './adapters/webhook-secret';

/** What was done about one environment, or about the whole delivery. */
type Outcome =
  | { action: 'deployed'; app: string; environment: string; deploymentId: string; status: string }
  | { action: 'ignored'; app?: string; environment?: string; reason: string }
  | { action: 'failed'; app: string; environment: string; reason: string };

const DEPLOY = `mutation Push($input: DeployInput!) { deploy(input: $input) { id status } }`;

/** Refusals that are answers, not failures. */
const REFUSALS = [
  'environment.paused',
  'environment.protected',
  'environment.queue_taken',
  'environment.not_found',
];

const checkSignature = async (event: APIGatewayProxyEventV2, body: Buffer): Promise<void> => {
  const secret = await readWebhookSecret();
  if (secret === undefined) throw new TrellisError('webhook.not_configured');
  const given = event.headers['x-hub-signature-256'] ?? '';
  if (!sameText(given, signatureOf(body, secret))) throw new TrellisError('webhook.bad_signature');
};

const parseBody = (event: APIGatewayProxyEventV2, body: Buffer): unknown => {
  const bad = (detail: string) => new TrellisError('webhook.bad_payload', { detail });
  if (mediaType(event) !== 'application/json') throw bad('its content type is not application/json');
  try {
    return JSON.parse(body.toString());
  } catch {
    throw bad('its body is not JSON');
  }
};

const reasonToIgnore = (environment: EnvironmentRecord, push: Push): string | undefined => {
  const { name, pausedReason } = environment;
  if (environment.protected) return `${name} is protected: it takes promotions and rollbacks only.`;
  if (!environment.automatic) return `Automatic deployment of ${name} is off.`;
  if (pausedReason !== null) return `Automatic deployment of ${name} is paused: ${pausedReason}.`;
  return repeatedPush(environment, push.commit) && `${name} has this commit already.`;
};

const deploy = async (
  app: AppRecord,
  environment: EnvironmentRecord,
  push: Push,
  deliveryId: string,
): Promise<Outcome> => {
  const about = { app: app.name, environment: environment.name };
  const ignored = reasonToIgnore(environment, push);
  if (ignored !== undefined) return { action: 'ignored', ...about, reason: ignored };
  const { branch, commit, subject, author, url } = push;
  try {
    const { deploy: deployed } = await callApi(DEPLOY, {
      input: {
        environmentId: environment.id,
        branch,
        commit,
        push: { subject, author, url, deliveryId },
        clientToken: `push:${deliveryId.slice(0, 60)}:${environment.id}`,
      },
    });
    const { id, status } = deployed as { id: string; status: string };
    return { action: 'deployed', ...about, deploymentId: id, status };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    if (error instanceof ApiError && REFUSALS.includes(error.code))
      return { action: 'ignored', ...about, reason };
    report('a push could not be deployed', error, about);
    return { action: 'failed', ...about, reason };
  }
};

const followersOf = async (push: Push): Promise<[AppRecord, EnvironmentRecord][]> => {
  const found = await Promise.all(push.repositoryKeys.map(appsOfRepository));
  const ids = [...new Set(found.flat().map((app) => app.id))];
  const apps = await Promise.all(ids.map(getAppWithEnvironments));
  return apps.flatMap(({ app, environments }) =>
    environments
      .filter((environment) => environment.branch === push.branch)
      .map((environment): [AppRecord, EnvironmentRecord] => [app, environment]),
  );
};

export const handler = httpHandler(async (event) => {
  const body = rawBody(event);
  await checkSignature(event, body);
  const delivery = parseDelivery(event.headers['x-github-event'], parseBody(event, body));
  const deliveryId = event.headers['x-github-delivery'] ?? '';
  if (delivery.type === 'bad') throw new TrellisError('webhook.bad_payload', { detail: delivery.detail });
  if (deliveryId === '')
    throw new TrellisError('webhook.bad_payload', { detail: 'X-GitHub-Delivery is missing' });
  const ignore = (reason: string) => json(202, [{ action: 'ignored', reason } satisfies Outcome]);
  if (delivery.type === 'ignored') return ignore(delivery.reason);

  const [before, followers] = await Promise.all([isDelivered(deliveryId), followersOf(delivery)]);
  if (before) return ignore('This delivery was taken before.');
  if (followers.length === 0) return ignore('No environment follows this branch of this repository.');
  const outcomes = await Promise.all(
    followers.map(([app, environment]) => deploy(app, environment, delivery, deliveryId)),
  );
  // Without the note a redelivery tries again; what was done already is not done twice.
  if (outcomes.some(({ action }) => action === 'failed')) return json(502, outcomes);
  await noteDelivery(deliveryId);
  return json(202, outcomes);
});
