/** Which fields a caller may see: the authorization directives of the schema and the fields that an authorizer denied. */
import { type ConstDirectiveNode, type GraphQLSchema, isObjectType } from 'graphql';
import type { AuthMode } from '../types';

/** Modes that the engine does not emulate count as modes that no caller has. */
const modeOf: Record<string, AuthMode | 'OTHER'> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_lambda: 'AWS_LAMBDA',
  aws_oidc: 'OTHER',
  aws_cognito_user_pools: 'OTHER',
  aws_auth: 'OTHER',
};

type Modes = ReadonlySet<AuthMode | 'OTHER'>;

/** Who may see which field of which type. */
export interface FieldAccess {
  allows(
    typeName: string,
    fieldName: string,
    caller: { mode: AuthMode; denied: ReadonlySet<string> },
  ): boolean;
}

function modesOf(directives: readonly ConstDirectiveNode[] | undefined): Modes | undefined {
  const modes = (directives ?? []).flatMap((directive) => modeOf[directive.name.value] ?? []);
  return modes.length > 0 ? new Set(modes) : undefined;
}

/** A directive on a field overrides one on its type; without either only the default mode is allowed. */
export function readAccess(schema: GraphQLSchema, defaultMode: AuthMode): FieldAccess {
  const byDefault: Modes = new Set([defaultMode]);
  const types = new Map<string, Map<string, Modes>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const extensions = type.extensionASTNodes.flatMap((node) => node.directives ?? []);
    const ofType = modesOf([...(type.astNode?.directives ?? []), ...extensions]) ?? byDefault;
    const fields = new Map<string, Modes>();
    for (const field of Object.values(type.getFields()))
      fields.set(field.name, modesOf(field.astNode?.directives) ?? ofType);
    types.set(type.name, fields);
  }
  return {
    allows(typeName, fieldName, caller) {
      const modes = types.get(typeName)?.get(fieldName);
      if (!modes) return true;
      return (
        modes.has(caller.mode) && (caller.denied.size === 0 || !caller.denied.has(`${typeName}.${fieldName}`))
      );
    },
  };
}

/** `Mutation.deploy` from what an authorizer may give: that, or the field's ARN. */
export function deniedFields(fields: readonly string[] | undefined): ReadonlySet<string> {
  return new Set(
    (fields ?? []).map((field) => {
      const [, type, name] = /\/types\/([^/]+)\/fields\/([^/]+)$/.exec(field) ?? [];
      return type && name ? `${type}.${name}` : field;
    }),
  );
}
