/** Holds schema, wiring and resolver files to each other before anything runs. */
import { Kind, parse } from 'graphql';
import { functionFields, localFields, pipelineFields } from '../wiring';

const rootTypes = ['Query', 'Mutation'];

const fieldsOf = (schema: string): Set<string> =>
  new Set(
    parse(schema).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (definition.fields ?? []).map((field) => `${definition.name.value}.${field.name.value}`)
        : [],
    ),
  );

/**
 * What does not fit together, one sentence each.
 *
 * @param files - names of the resolver files, as `Mutation.promote.ts` and `functions/putEnvironment.ts`
 */
export const wiringProblems = (schema: string, files: readonly string[]): string[] => {
  const fields = fieldsOf(schema);
  const resolvers = files.filter((file) => !file.includes('/')).map((file) => file.replace(/\.ts$/, ''));
  const wired = [...Object.keys(functionFields), ...localFields, ...Object.keys(pipelineFields)];
  const parts = Object.values(pipelineFields)
    .flat()
    .map((name) => `functions/${name}.ts`);
  return [
    ...resolvers
      .filter((field) => !fields.has(field))
      .map((field) => `resolvers/${field}.ts answers ${field}, which schema.graphql does not have.`),
    ...wired
      .filter((field) => !resolvers.includes(field))
      .map((field) => `wiring.ts names ${field}, and there is no resolvers/${field}.ts.`),
    ...parts
      .filter((part) => !files.includes(part))
      .map((part) => `wiring.ts names resolvers/${part}, and there is no such file.`),
    ...[...fields]
      .filter((field) => rootTypes.includes(field.split('.')[0] ?? '') && !resolvers.includes(field))
      .map((field) => `schema.graphql has ${field}, and there is no resolvers/${field}.ts.`),
  ];
};
