/** A call of GitHub's API that did not succeed, as an error of the catalogue. GitHub's own text stays out of it. */
import * as z from 'zod/mini';
import { type ErrorCode, TrellisError } from '../../core/errors';
import { type GitHubAnswer, type GitHubTrouble, limitMs, troubleOf } from '../../core/github-answers';

const codes: Record<GitHubTrouble, ErrorCode> = {
  LIMITED: 'github.rate_limited',
  UNAVAILABLE: 'github.unavailable',
  UNAUTHORIZED: 'github.unauthorized',
  SUSPENDED: 'github.suspended',
  FORBIDDEN: 'github.forbidden',
  MISSING: 'github.not_found',
  INVALID: 'github.not_found',
};

/** What GitHub did not do. Callers that know more give it a better code with `about`. */
export class GitHubFailure extends TrellisError {
  readonly trouble: GitHubTrouble;
  /** How long GitHub wants to be left alone; null when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(
    readonly answer: GitHubAnswer,
    code: ErrorCode = codes[troubleOf(answer)],
    values: Record<string, string> = { account: 'this account' },
  ) {
    super(code, values);
    this.trouble = troubleOf(answer);
    this.retryAfterMs = limitMs(answer, Date.now());
  }

  /** The same failure in other words. */
  about(code: ErrorCode, values: Record<string, string> = {}): GitHubFailure {
    return new GitHubFailure(this.answer, code, values);
  }
}

const thrownByClient = z.looseObject({
  name: z.literal('HttpError'),
  message: z.string(),
  response: z.optional(
    z.looseObject({
      status: z.number(),
      headers: z.record(z.string(), z.optional(z.union([z.string(), z.number()]))),
    }),
  ),
});

/** The answer behind what a client throws; undefined for what is no answer of GitHub's and no failure of the network. */
export const answerOf = (thrown: unknown): GitHubAnswer | undefined => {
  const { data } = thrownByClient.safeParse(thrown);
  if (!data) return undefined;
  const { response, message } = data;
  // Without a response it is the network, or the time, whatever status the client made of it.
  if (!response) return { status: null, headers: {}, message };
  return { status: response.status, headers: response.headers, message };
};
