/** What every function behind a GraphQL field does: know who asks, check what they may, parse what they say, answer in one shape. */
import * as z from 'zod/mini';
import type { ErrorBody } from '../../core/errors';
import { errorBody, TrellisError } from '../../core/errors';
import type { Permission } from '../../core/permissions';
import { actions, holds } from '../../core/permissions';
import { isCounted } from '../../core/refusals';
import { parse } from './parse';
import { countRefusal } from './refusals';
import { report } from './report';

/** Who asks. `internal` is Trellis itself: a function or a builder, signed with IAM. */
export interface Actor {
  kind: 'member' | 'token' | 'internal';
  id: string;
  name: string;
  /** Its roles; none for `internal`. */
  roles: readonly string[];
}

/** What a function answers its resolver with. */
export type FieldAnswer = { data: unknown } | { error: ErrorBody };

const payloadSchema = z.looseObject({
  args: z.unknown(),
  identity: z.nullish(
    z.union([
      z.looseObject({
        resolverContext: z.looseObject({
          id: z.string(),
          name: z.string(),
          kind: z.enum(['member', 'token']),
          permissions: z.string(),
          roles: z.string(),
        }),
      }),
      z.looseObject({ userArn: z.string() }),
    ]),
  ),
});

type Identity = z.infer<typeof payloadSchema>['identity'];

const actorOf = (identity: Identity, permission: Permission | 'internal'): Actor => {
  if (!identity) throw new TrellisError('auth.missing');
  if (!('resolverContext' in identity))
    return { kind: 'internal', id: String(identity.userArn), name: 'Trellis', roles: [] };
  const { id, name, kind, permissions, roles } = identity.resolverContext as {
    id: string;
    name: string;
    kind: 'member' | 'token';
    permissions: string;
    roles: string;
  };
  if (permission === 'internal' || !holds(permissions, permission)) throw forbidden(name, permission);
  return { kind, id, name, roles: roles === '' ? [] : roles.split(',') };
};

const forbidden = (who: string, permission: Permission | 'internal'): TrellisError =>
  new TrellisError('auth.forbidden', {
    who,
    action: permission === 'internal' ? 'do what builders do' : actions[permission],
    permission,
  });

/**
 * A Lambda behind a GraphQL field.
 *
 * @param options.permission what a member or a token needs; `internal` for builders and functions only
 * @param options.args parses the field's arguments
 */
export const fieldHandler =
  <Args>(options: {
    permission: Permission | 'internal';
    args: z.ZodMiniType<Args>;
    run: (args: Args, actor: Actor) => Promise<unknown>;
  }): ((payload: unknown) => Promise<FieldAnswer>) =>
  async (payload) => {
    try {
      const { args, identity } = parse(payloadSchema, payload);
      const actor = actorOf(identity, options.permission);
      return { data: await options.run(parse(options.args, args), actor) };
    } catch (error) {
      if (!(error instanceof TrellisError)) report('a field failed', error);
      else if (isCounted(error.code)) await countRefusal(error.code);
      return { error: errorBody(error) };
    }
  };
