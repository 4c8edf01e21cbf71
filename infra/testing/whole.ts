/** The whole installation as it would be deployed, with functions that do nothing: their code is another test's matter. */
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listResolverFiles, type ResolverCode } from '../../hosts/resolver-files';
import { bundleResolvers } from '../../local/appsync';
import { addStacks, type Stacks } from '../app';
import { context } from '../cdk.json';
import { parseSettings } from '../settings';
import type { Built } from '../trellis-stack';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The account and region of the example. */
export const account = '123456789012';
export const region = 'eu-central-1';

/** Settings that bring in everything that a team may ask for by a word. */
const fullSettings = { account, region, alarmEmail: 'ops@example.com' };

/** Every resolver's code, bundled as for AWS. */
const resolverCode = async (): Promise<ResolverCode> => {
  const files = listResolverFiles(root);
  const code = await bundleResolvers(files.map((file) => `${root}/resolvers/${file}`));
  return Object.fromEntries(files.map((file) => [file, code.get(`${root}/resolvers/${file}`) ?? '']));
};

const buildAll = async (): Promise<Built> => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-function-'));
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => undefined;\n');
  return {
    schema: readFileSync(`${root}/schema.graphql`, 'utf8'),
    resolvers: await resolverCode(),
    codeOf: () => folder,
    imageTag: 'arm64-example',
  };
};

let built: Promise<Built> | undefined;

/**
 * An application with both stacks.
 *
 * @param strict whether CDK's own rules are asked, which takes some seconds
 */
export const wholeApp = async (
  settings: Record<string, unknown> = fullSettings,
  strict = false,
): Promise<{ app: App } & Stacks> => {
  const app = new App({
    context: { ...context, '@aws-cdk/core:validateAgainstDefaultRules': strict },
  });
  return { app, ...addStacks(app, parseSettings(settings), await (built ??= buildAll()), root) };
};

/** One resource of a template. */
export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** Resources by their logical names. */
export type Resources = Readonly<Record<string, Resource>>;

type Templates = Record<keyof Stacks, Resources>;

const synthesizeAll = async (settings?: Record<string, unknown>): Promise<Templates> => {
  const { image, trellis } = await wholeApp(settings);
  const resourcesOf = (template: Template): Resources =>
    (template.toJSON() as { Resources: Resources }).Resources;
  return { image: resourcesOf(Template.fromStack(image)), trellis: resourcesOf(Template.fromStack(trellis)) };
};

let usual: Promise<Templates> | undefined;

/** The templates of both stacks, to be looked at only: those of the usual settings are made once. */
export const wholeTemplates = (settings?: Record<string, unknown>): Promise<Templates> =>
  settings ? synthesizeAll(settings) : (usual ??= synthesizeAll());

/** The properties of all resources of a type. The type is the caller's word for what CDK writes. */
export const propertiesIn = <T = Record<string, unknown>>(resources: Resources, type: string): T[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties as T);
