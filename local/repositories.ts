/** Local repositories as GitHub would speak of them: a commit becomes a signed push delivery to the webhook's route. */
import { randomUUID } from 'node:crypto';
import { callApi } from '../functions/adapters/graphql';
import { ensureWebhookSecret, signatureOf } from '../functions/adapters/webhook-secret';
import { routes } from '../wiring';
import type { FunctionRunner } from './functions/function-runner';
import type { Log } from './log';
import { createRepositoryWatcher, type PushEvent, type RepositoryToWatch } from './watch';

/** Sends a delivery; throws when it was not taken. */
export type Deliver = (headers: Record<string, string>, body: string) => Promise<void>;

/** Delivers to the function behind the webhook's route, in the event that the route would make of GitHub's request. */
export const deliverTo =
  (runner: FunctionRunner): Deliver =>
  async (headers, body) => {
    const routeKey = 'POST /webhooks/github';
    const result = (await runner.invoke(routes[routeKey], {
      version: '2.0',
      routeKey,
      rawPath: '/webhooks/github',
      rawQueryString: '',
      headers,
      body,
      isBase64Encoded: false,
      requestContext: {
        requestId: randomUUID(),
        routeKey,
        stage: '$default',
        http: { method: 'POST', path: '/webhooks/github', sourceIp: '127.0.0.1', userAgent: 'Trellis-Watch' },
      },
    })) as { statusCode?: number } | null;
    if ((result?.statusCode ?? 500) >= 300)
      throw new Error(`the webhook answered ${result?.statusCode ?? 500}`);
  };

/** What keeps the watch in step with the apps. */
export interface Repositories {
  /** Reads the apps again and watches what they follow. */
  refresh(): void;
  close(): Promise<void>;
}

const none = '0'.repeat(40);

/** The payload of a push event, with the fields that GitHub sends and Trellis reads. */
export const pushPayload = ({ repository, branch, before, after, commit }: PushEvent) => ({
  ref: `refs/heads/${branch}`,
  before: before ?? none,
  after,
  created: before === null,
  deleted: false,
  forced: false,
  // The watcher has read the branch this very moment: nobody need ask git again.
  trellis_head: true,
  repository: { full_name: repository, clone_url: repository, url: repository },
  pusher: { name: commit.author },
  head_commit: { id: after, message: commit.subject, author: { name: commit.author } },
});

/** A payload as a delivery: GitHub's headers, with the signature over exactly these bytes. */
export const delivery = (payload: object, secret: string) => {
  const body = JSON.stringify(payload);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Trellis-Watch',
      'x-github-event': 'push',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': signatureOf(body, secret),
    },
  };
};

const appsQuery = `query ($after: String) {
  apps(first: 100, after: $after) {
    nodes { repository defaultBranch environments { branch automatic } }
    pageInfo { endCursor hasNextPage }
  }
}`;

interface AppsPage {
  nodes: {
    repository: string;
    defaultBranch: string;
    environments: { branch: string | null; automatic: boolean }[];
  }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

const followed = async (): Promise<RepositoryToWatch[]> => {
  const found: RepositoryToWatch[] = [];
  let after: string | null = null;
  do {
    // The border of the API: the shape is the query's.
    const { apps } = (await callApi(appsQuery, { after })) as { apps: AppsPage };
    for (const { repository, environments } of apps.nodes)
      found.push({
        repository,
        branches: environments.flatMap(({ branch, automatic }) => (automatic && branch ? [branch] : [])),
      });
    after = apps.pageInfo.hasNextPage ? apps.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
};

/** Starts to watch the local repositories of all apps. */
export const watchRepositories = (stateFile: string, deliver: Deliver, log: Log): Repositories => {
  const watcher = createRepositoryWatcher({
    stateFile,
    log,
    onPush: async (event) => {
      const { headers, body } = delivery(pushPayload(event), await ensureWebhookSecret());
      await deliver(headers, body);
    },
  });
  let work: Promise<void> | undefined;
  let again = false;
  const refresh = async (): Promise<void> => {
    do {
      again = false;
      try {
        await watcher.setRepositories(await followed());
      } catch (error) {
        log.warn('the local repositories of the apps could not be read', error);
      }
    } while (again);
  };
  return {
    refresh() {
      again = true;
      work ??= refresh().finally(() => (work = undefined));
    },
    async close() {
      again = false;
      await work;
      await watcher.close();
    },
  };
};
