/** What handlers throw to leave: errors for the caller, and early returns. APPSYNC_JS has no `try`, so both reach the engine. */

/** An error that a resolver raised with `util.error`, `util.appendError` or `util.unauthorized`. */
export class ResolverError extends Error {
  override readonly name = 'ResolverError';

  constructor(
    message: string,
    readonly errorType: string | null = null,
    readonly data: unknown = null,
    readonly errorInfo: unknown = null,
  ) {
    super(message);
  }
}

/** Raised by `util.unauthorized`; the engine puts field and type into the message. */
export class UnauthorizedError extends ResolverError {
  constructor(message = 'Unauthorized') {
    super(message, 'Unauthorized');
  }
}

/** Raised by `runtime.earlyReturn`: not an error, the way out of a handler. */
export class EarlyReturn extends Error {
  override readonly name = 'EarlyReturn';

  constructor(
    readonly value: unknown,
    readonly skipTo: 'END' | 'NEXT',
  ) {
    super('runtime.earlyReturn was called outside of a handler');
  }
}
