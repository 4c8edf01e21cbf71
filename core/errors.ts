/**
 * The error catalogue: every error that reaches a person or a script, with its code, its sentence and the next step. API,
 * dashboard and docs (`docs/errors.md`, checked by a test) read it from here; the entries stand by subject in `core/errors/`.
 */

import type { CatalogueEntry, ErrorKind } from './errors/entry';
import { authErrors } from './errors/auth';
import { sourceErrors } from './errors/sources';
import { environmentErrors } from './errors/environments';
import { deploymentErrors } from './errors/deployments';
import { taskErrors } from './errors/tasks';
import { targetErrors } from './errors/targets';
import { webhookErrors } from './errors/webhooks';
import { githubErrors } from './errors/github';
import { resolverErrors } from './resolver-errors';

export type { ErrorKind };

/** Every error by its code; `docs/errors.md` is written from it. */
export const catalogue = {
  ...resolverErrors,
  ...authErrors,
  ...sourceErrors,
  ...environmentErrors,
  ...deploymentErrors,
  ...taskErrors,
  ...targetErrors,
  ...webhookErrors,
  ...githubErrors,
} as const satisfies Record<string, CatalogueEntry>;

/** A code of the catalogue. */
export type ErrorCode = keyof typeof catalogue;

/** An error as it travels: what a person reads, and what a script branches on. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  nextStep: string;
}

const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

/**
 * An error that may be shown. Any other error is a defect and reaches people only as `internal.unexpected`.
 *
 * @example throw new TrellisError('app.name_taken', { name })
 */
export class TrellisError extends Error {
  readonly kind: ErrorKind;
  readonly nextStep: string;

  constructor(
    readonly code: ErrorCode,
    values: Record<string, string | number> = {},
    options?: { cause?: unknown },
  ) {
    super(fill(catalogue[code].message, values), options);
    this.name = 'TrellisError';
    this.kind = catalogue[code].kind;
    this.nextStep = fill(catalogue[code].nextStep, values);
  }

  /** The error as data. */
  toBody(): ErrorBody {
    return { code: this.code, message: this.message, nextStep: this.nextStep };
  }
}

/** Any thrown value as the catalogue's data; what is not a `TrellisError` keeps its text to itself. */
export const errorBody = (thrown: unknown): ErrorBody =>
  (thrown instanceof TrellisError
    ? thrown
    : new TrellisError('internal.unexpected', { detail: 'an unexpected failure' })
  ).toBody();
