/** A field behind a Lambda: hands over who asks for what, and turns an error that comes back into GraphQL's. */
import { util } from '@aws-appsync/utils';
import type { FieldContext } from './context';
import { failOnError } from './errors';

export function request(ctx: FieldContext) {
  return {
    operation: 'Invoke',
    payload: {
      field: `${ctx.info.parentTypeName}.${ctx.info.fieldName}`,
      args: ctx.args,
      identity: ctx.identity,
      userAgent: (ctx.request.headers as Record<string, string | undefined>)['user-agent'],
    },
  };
}

interface Answer {
  data?: unknown;
  error?: { code: string; message: string; nextStep: string };
}

export function response(ctx: FieldContext<unknown, Answer>) {
  failOnError(ctx.error);
  const { data, error } = ctx.result;
  if (error) util.error(error.message, error.code, null, { code: error.code, nextStep: error.nextStep });
  return data;
}
