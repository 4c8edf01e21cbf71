/** How data sources fail: as something that the response handler sees in `ctx.error`. */

/** A failed request; `result` is what the response handler gets beside it. */
export class DataSourceError extends Error {
  override readonly name = 'DataSourceError';

  constructor(
    message: string,
    readonly type: string,
    readonly result: unknown = null,
  ) {
    super(message);
  }
}
