/** Asks a Lambda authorizer, and keeps its answers for as long as they last. */
import { deniedFields } from '../schema/access';
import type { AppSyncAuthorizerEvent, AuthOptions, LogEntry } from '../types';
import { messageOf } from '../values';
import { unauthorized, type Verdict } from './caller';

type Authorizer = NonNullable<AuthOptions['authorizer']>;

interface Kept {
  verdict: Verdict;
  until: number;
}

const MAX_KEPT = 1_000;

/** A check of tokens; answers of the authorizer are kept per token. */
export function createLambdaAuthorizer(
  authorizer: Authorizer,
  log: (entry: LogEntry) => void,
): (event: AppSyncAuthorizerEvent) => Promise<Verdict> {
  const kept = new Map<string, Kept>();

  const ask = async (event: AppSyncAuthorizerEvent): Promise<{ verdict: Verdict; ttlSeconds: number }> => {
    try {
      const answer = await authorizer.invoke(event);
      const verdict: Verdict =
        answer.isAuthorized === true
          ? {
              ok: true,
              caller: {
                mode: 'AWS_LAMBDA',
                identity: { resolverContext: answer.resolverContext ?? {} },
                denied: deniedFields(answer.deniedFields),
              },
            }
          : unauthorized();
      return { verdict, ttlSeconds: answer.ttlOverride ?? authorizer.ttlSeconds };
    } catch (error) {
      log({ level: 'error', message: `The authorizer failed: ${messageOf(error)}`, error });
      return { verdict: unauthorized(), ttlSeconds: 0 };
    }
  };

  return async (event) => {
    const token = event.authorizationToken;
    const known = kept.get(token);
    if (known && known.until > Date.now()) return known.verdict;
    kept.delete(token);
    const { verdict, ttlSeconds } = await ask(event);
    if (ttlSeconds > 0) {
      const oldest = kept.size >= MAX_KEPT ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(token, { verdict, until: Date.now() + ttlSeconds * 1000 });
    }
    return verdict;
  };
}
