/** An AppSync API on one machine: schema, JavaScript resolvers, authorization, HTTP and real-time protocols. See README.md. */
import { createAuthorize } from './auth/authorize';
import { createApi } from './execution/api';
import { createHttp } from './http';
import { createRealtime } from './realtime/server';
import { Subscriptions } from './realtime/subscriptions';
import type { AppSync, AppSyncOptions } from './types';
import { messageOf } from './values';

export type * from './types';
export {
  type SignatureErrorType,
  type SignatureVerdict,
  type SignedRequest,
  verifySignature,
} from './auth/sigv4';
export { bundleResolver, bundleResolvers, MAX_CODE_CHARACTERS } from './sandbox/bundle';

const DEFAULT_BODY_BYTES = 1024 * 1024;

/**
 * Builds an API from its schema, resolvers and data sources. Rejects with one sentence when they do not fit together: a
 * resolver without a field, an unknown data source, code that APPSYNC_JS cannot load, an invalid schema.
 */
export async function createAppSync(options: AppSyncOptions): Promise<AppSync> {
  const log = options.log ?? (() => undefined);
  const authorize = createAuthorize(options.auth, log);
  const api = await createApi(options, log);
  const subscriptions = new Subscriptions(api, log);
  const realtime = createRealtime({ api, authorize, subscriptions, log });

  const http = createHttp({
    api,
    authorize,
    bodyBytes: options.limits?.bodyBytes ?? DEFAULT_BODY_BYTES,
    publish(events, invalidations) {
      for (const event of events) subscriptions.publish(event);
      for (const invalidation of invalidations) subscriptions.invalidate(invalidation);
      for (const { field, payload } of events) {
        try {
          options.onMutation?.(field, payload);
        } catch (error) {
          log({ level: 'error', message: `onMutation failed: ${messageOf(error)}`, error });
        }
      }
    },
    log,
  });

  return {
    handleRequest: http,
    handleUpgrade: (request, socket, head) => realtime.handleUpgrade(request, socket, head),
    connections: () => realtime.connections(),
    close: () => realtime.close(),
  };
}
