/** Makes the schema: the API's own definitions and AppSync's, its scalars, and which mutation feeds which subscription. */
import {
  buildASTSchema,
  type DocumentNode,
  getDirectiveValues,
  getNamedType,
  GraphQLDirective,
  type GraphQLSchema,
  Kind,
  parse,
  validateSchema,
} from 'graphql';
import { awsSchema } from './aws-schema';
import { installScalars } from './scalars';

/** Definitions of AppSync's that the API does not bring itself. */
function withAwsDefinitions(own: DocumentNode): DocumentNode {
  const key = (kind: string, name: string): string => `${kind} ${name}`;
  const seen = new Set(
    own.definitions.map((node) => ('name' in node && node.name ? key(node.kind, node.name.value) : '')),
  );
  const added = parse(awsSchema).definitions.filter(
    (node) => 'name' in node && node.name && !seen.has(key(node.kind, node.name.value)),
  );
  return { kind: Kind.DOCUMENT, definitions: [...own.definitions, ...added] };
}

/** Builds and checks a schema; throws with every problem in one message. */
export function buildSchema(sdl: string): GraphQLSchema {
  const schema = buildASTSchema(withAwsDefinitions(parse(sdl)));
  const problems = validateSchema(schema);
  if (problems.length > 0)
    throw new Error(`The schema is not valid: ${problems.map((problem) => problem.message).join(' ')}`);
  installScalars(schema);
  return schema;
}

/** Subscription fields by the mutation that feeds them, as `@aws_subscribe` says. */
export function subscriptionsByMutation(schema: GraphQLSchema): Map<string, string[]> {
  const fed = new Map<string, string[]>();
  const directive = schema.getDirective('aws_subscribe');
  const mutations = schema.getMutationType()?.getFields() ?? {};
  if (!(directive instanceof GraphQLDirective)) return fed;
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const values = field.astNode ? getDirectiveValues(directive, field.astNode) : undefined;
    for (const name of (values?.['mutations'] ?? []) as string[]) {
      const mutation = mutations[name];
      if (!mutation)
        throw new Error(`Subscription.${field.name} follows Mutation.${name}, which does not exist`);
      if (getNamedType(mutation.type) !== getNamedType(field.type))
        throw new Error(
          `Subscription.${field.name} must have the type of Mutation.${name}, ${String(mutation.type)}`,
        );
      fed.set(name, [...(fed.get(name) ?? []), field.name]);
    }
  }
  return fed;
}
