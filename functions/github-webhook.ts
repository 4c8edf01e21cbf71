/**
 * `POST /webhooks/github`: a push is handed to every environment that follows its branch; `deploy` decides which commit it brings.
 * The signature over the raw bytes is checked before anything is read; a delivery counts as taken only when all of it was done, and
 * doing it twice has one effect.
 */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { TrellisError } from '../core/errors';
import { isPushRefusal } from '../core/push-order';
import type { AppRecord, EnvironmentRecord } from '../core/records';
import type { Push } from '../core/webhook';
import { parseDelivery } from '../core/webhook';
import { forgetAllInstallationTokens } from './adapters/github-token-cache';
import { ApiError, callApi } from './adapters/graphql';
import { httpHandler, json, mediaType, rawBody } from './adapters/http-handler';
import { countRefusal } from './adapters/refusals';
import { report } from './adapters/report';
import { appsOfRepository, getAppWithEnvironments } from './adapters/store/apps';
import { claimDelivery, noteDelivery, releaseDelivery } from './adapters/store/receipts';
import { checkWebhookSignature } from './adapters/webhook-secret';

/** What was done about one environment, or about the whole delivery. */
type Outcome =
  | {
      action: 'deployed';
      app: string;
      environment: string;
      deploymentId: string;
      status: string;
      /** The commit that is deployed. */
      commit: string;
      /** The pushed commit, when the branch had moved on already. */
      overtaken?: string;
    }
  | { action: 'ignored'; app?: string; environment?: string; reason: string }
  | { action: 'failed'; app: string; environment: string; reason: string };

const DEPLOY = `mutation Push($input: DeployInput!) { deploy(input: $input) { id status commit { hash } } }`;

const badPayload = (detail: string) => new TrellisError('webhook.bad_payload', { detail });

const parseBody = (event: APIGatewayProxyEventV2, body: Buffer): unknown => {
  if (mediaType(event) !== 'application/json') throw badPayload('its content type is not application/json');
  try {
    return JSON.parse(body.toString());
  } catch {
    throw badPayload('its body is not JSON');
  }
};

/** GitHub's are GUIDs. */
const deliveryIdOf = ({ headers }: APIGatewayProxyEventV2): string => {
  const id = headers['x-github-delivery'];
  if (id === undefined || id === '') throw badPayload('X-GitHub-Delivery is missing');
  if (!/^[\w-]{1,60}$/.test(id)) throw badPayload('X-GitHub-Delivery is no id');
  return id;
};

const reasonToIgnore = ({ name, pausedReason, ...environment }: EnvironmentRecord): string | undefined => {
  if (environment.protected) return `${name} is protected: it takes promotions and rollbacks only.`;
  if (!environment.automatic) return `Automatic deployment of ${name} is off.`;
  return pausedReason === null ? undefined : `Automatic deployment of ${name} is paused: ${pausedReason}.`;
};

const deploy = async (
  app: AppRecord,
  environment: EnvironmentRecord,
  push: Push,
  deliveryId: string,
): Promise<Outcome> => {
  const about = { app: app.name, environment: environment.name };
  const ignored = reasonToIgnore(environment);
  if (ignored !== undefined) return { action: 'ignored', ...about, reason: ignored };
  const { branch, commit, before, head, subject, author, url } = push;
  try {
    const { deploy: deployed } = await callApi(DEPLOY, {
      input: {
        environmentId: environment.id,
        branch,
        commit,
        push: { subject, author, url, deliveryId, before, head },
        clientToken: `push:${deliveryId}:${environment.id}`,
      },
    });
    const { id, status, commit: its } = deployed as { id: string; status: string; commit: { hash: string } };
    const overtaken = its.hash === commit ? {} : { overtaken: commit };
    return { action: 'deployed', ...about, deploymentId: id, status, commit: its.hash, ...overtaken };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    if (error instanceof ApiError && isPushRefusal(error.code))
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

const ignore = (reason: string) => json(202, [{ action: 'ignored', reason } satisfies Outcome]);

/** Takes a delivery that nobody else takes; whatever goes wrong, it can come again. */
const take = async (push: Push, deliveryId: string, finding: ReturnType<typeof followersOf>) => {
  let done = false;
  try {
    const followers = await finding;
    if (followers.length === 0) return ignore('No environment follows this branch of this repository.');
    const outcomes = await Promise.all(
      followers.map(([app, environment]) => deploy(app, environment, push, deliveryId)),
    );
    done = outcomes.every(({ action }) => action !== 'failed');
    return json(done ? 202 : 502, outcomes);
  } finally {
    await (done ? noteDelivery : releaseDelivery)(deliveryId);
  }
};

export const handler = httpHandler(async (event) => {
  const body = rawBody(event);
  await checkWebhookSignature(body, event.headers['x-hub-signature-256'] ?? '');
  const delivery = parseDelivery(event.headers['x-github-event'], parseBody(event, body));
  if (delivery.type === 'bad') throw badPayload(delivery.detail);
  const deliveryId = deliveryIdOf(event);
  if (delivery.type === 'grants') forgetAllInstallationTokens();
  if (delivery.type !== 'push') return ignore(delivery.reason);

  const finding = followersOf(delivery);
  // Whoever does not take the delivery does not wait for this either.
  finding.catch(() => undefined);
  const claim = await claimDelivery(deliveryId);
  if (claim === 'claimed') return take(delivery, deliveryId, finding);
  if (claim === 'busy') return ignore('This delivery is being taken at this moment.');
  await countRefusal('webhook.replayed');
  return ignore(new TrellisError('webhook.replayed').message);
});
