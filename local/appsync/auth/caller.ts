/** Who makes a call, once that is proven. */
import type { AuthMode } from '../types';

/** A proven caller. */
export interface Caller {
  mode: AuthMode;
  /** `ctx.identity`; null for API keys. */
  identity: Record<string, unknown> | null;
  /** `Type.field`s that an authorizer denied. */
  denied: ReadonlySet<string>;
}

/** Why a call is refused before it is looked at. */
export interface Refusal {
  status: number;
  errorType: string;
  message: string;
}

export type Verdict = { ok: true; caller: Caller } | { ok: false; refusal: Refusal };

/** What `util.authType()` says. */
export const authTypeText: Record<AuthMode, string> = {
  API_KEY: 'API Key Authorization',
  AWS_IAM: 'IAM Authorization',
  AWS_LAMBDA: 'Lambda Authorization',
};

export const refuse = (status: number, errorType: string, message: string): Verdict => ({
  ok: false,
  refusal: { status, errorType, message },
});

export const unauthorized = (message = 'You are not authorized to make this call.'): Verdict =>
  refuse(401, 'UnauthorizedException', message);
