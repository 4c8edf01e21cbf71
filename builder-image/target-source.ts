/** Credentials of the environment's AWS account: asked for at the API, masked before anyone has them, renewed before they end. */
import type { TargetCredentials } from './api';
import { diagnose } from './diagnose';

/** Gives credentials that are valid for a while yet. */
export interface TargetSource {
  /** Those at hand; waits for new ones only when there are none that still hold. */
  get(): Promise<TargetCredentials>;
  /** Renews them by the clock until the function that this gives is called: tools wait no longer than a second for an answer. */
  keepFresh(): () => void;
}

/** What a source is made of. */
export interface TargetSourceOptions {
  ask: () => Promise<TargetCredentials>;
  /** Takes values that must not be seen from now on. */
  hide: (secrets: readonly string[]) => void;
  /** Told why credentials could not be renewed while those at hand still hold. */
  onProblem: (error: unknown) => void;
  now?: () => number;
}

/** SDKs want new credentials up to a quarter of an hour before the end of the old ones. */
export const renewBeforeMs = 20 * 60_000;
const lookMs = 60_000;

const secretsOf = ({ accessKeyId, secretAccessKey, sessionToken }: TargetCredentials): string[] =>
  [accessKeyId, secretAccessKey, sessionToken].filter((value) => value !== null);

/** Makes a source. */
export const createTargetSource = ({
  ask,
  hide,
  onProblem,
  now = Date.now,
}: TargetSourceOptions): TargetSource => {
  let current: TargetCredentials | undefined;
  let asking: Promise<TargetCredentials> | undefined;

  const leftMs = (): number => {
    if (current === undefined) return 0;
    return current.expiration === null ? Infinity : Date.parse(current.expiration) - now();
  };

  const renew = (): Promise<TargetCredentials> => {
    asking ??= ask()
      .then((fresh) => {
        hide(secretsOf(fresh));
        current = fresh;
        return fresh;
      })
      .finally(() => (asking = undefined));
    return asking;
  };

  const renewInTime = (): void => {
    if (leftMs() > renewBeforeMs || asking !== undefined) return;
    renew().catch((error: unknown) => {
      diagnose('credentials were not renewed', error);
      onProblem(error);
    });
  };

  return {
    async get() {
      if (current === undefined || leftMs() <= 0) return renew();
      renewInTime();
      return current;
    },
    keepFresh() {
      const timer = setInterval(renewInTime, lookMs);
      return () => clearInterval(timer);
    },
  };
};
