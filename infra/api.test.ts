import { Kind, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { MAX_CODE_CHARACTERS } from '../local/appsync/sandbox/bundle';
import { functionFields, localFields, pipelineFields } from '../wiring';
import { propertiesIn, wholeTemplates, type Resources } from './testing/whole';

let resources: Resources = {};

beforeAll(async () => {
  resources = (await wholeTemplates()).trellis;
}, 120_000);

const rootFields = parse(
  readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
).definitions.flatMap((definition) =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
  /^(Query|Mutation|Subscription)$/.test(definition.name.value)
    ? (definition.fields ?? []).map((field) => `${definition.name.value}.${field.name.value}`)
    : [],
);

interface ResolverProperties {
  TypeName: string;
  FieldName: string;
  Kind: string;
  Code: string;
  DataSourceName?: { 'Fn::GetAtt': [string, string] };
  PipelineConfig?: { Functions: { 'Fn::GetAtt': [string, string] }[] };
}

const resolvers = (): ResolverProperties[] =>
  propertiesIn<ResolverProperties>(resources, 'AWS::AppSync::Resolver');
const fieldOf = ({ TypeName, FieldName }: ResolverProperties): string => `${TypeName}.${FieldName}`;
const sourceOf = ({ DataSourceName }: ResolverProperties): string | undefined =>
  DataSourceName && (resources[DataSourceName['Fn::GetAtt'][0]]?.Properties.Name as string);
const partsOf = ({ PipelineConfig }: ResolverProperties): string[] | undefined =>
  PipelineConfig?.Functions.map((part) => resources[part['Fn::GetAtt'][0]]?.Properties.Name as string);

test('every query, mutation and subscription of the schema has a resolver', () => {
  const wired = resolvers().map(fieldOf);
  expect(rootFields.filter((field) => !wired.includes(field))).toEqual([]);
});

test('each resolver asks what the wiring says', () => {
  for (const resolver of resolvers()) {
    const field = fieldOf(resolver);
    const parts = (pipelineFields as Record<string, readonly string[]>)[field];
    const local = (localFields as readonly string[]).includes(field);
    const source = (functionFields as Record<string, string>)[field] ?? (local ? 'none' : 'table');
    expect([field, resolver.Kind, sourceOf(resolver), partsOf(resolver)]).toEqual(
      parts ? [field, 'PIPELINE', undefined, parts] : [field, 'UNIT', source, undefined],
    );
  }
});

test('every bundle is short enough for AppSync', () => {
  const lengths = [
    ...resolvers().map((resolver): [string, number] => [fieldOf(resolver), resolver.Code.length]),
    ...propertiesIn<{ Name: string; Code: string }>(resources, 'AWS::AppSync::FunctionConfiguration').map(
      ({ Name, Code }): [string, number] => [Name, Code.length],
    ),
  ].sort(([, one], [, other]) => other - one);
  const longest = lengths.slice(0, 3).map(([field, length]) => `${field} ${length}`);
  console.log(`${lengths.length} bundles for AppSync; the longest: ${longest.join(', ')} characters`);
  expect(lengths.filter(([, length]) => length > MAX_CODE_CHARACTERS)).toEqual([]);
  expect(Math.min(...lengths.map(([, length]) => length))).toBeGreaterThan(0);
});

test('the API answers callers with a token or a signature, shows nobody its schema, and logs no contents', () => {
  const [api] = propertiesIn(resources, 'AWS::AppSync::GraphQLApi');
  expect(api).toMatchObject({
    AuthenticationType: 'AWS_LAMBDA',
    AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
    IntrospectionConfig: 'DISABLED',
    QueryDepthLimit: 12,
    ResolverCountLimit: 1_000,
    LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: true },
  });
});
