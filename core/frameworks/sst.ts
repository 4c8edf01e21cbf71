import type { FrameworkAdapter, PlannedCommand } from './adapter';
import type { RepositoryFiles } from './files';

const configNames = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((ending) => `sst.config.${ending}`);

/** SST 3 and 4 accept no other stage names; as a side effect the name is safe in a shell. */
const stagePattern = /^[A-Za-z0-9-]+$/;

const run = (verb: 'deploy' | 'remove', stage: string): PlannedCommand =>
  stagePattern.test(stage)
    ? {
        command: `npx sst ${verb} --stage ${stage}`,
        note: "SST's own command; the stage is the environment's name.",
      }
    : {
        command: null,
        note: `${stage} is no stage name of SST.`,
        problem: {
          message: `SST takes letters, digits and hyphens as a stage name, so ${stage} cannot be one.`,
          nextStep: 'Give the environment another name, or set its commands in the settings.',
        },
      };

/** The configuration's name and text; undefined when there is none. */
const configuration = async (
  files: RepositoryFiles,
): Promise<{ name: string; source: string } | undefined> => {
  for (const name of configNames) {
    const source = await files.read(name);
    if (source !== undefined) return { name, source };
  }
  return undefined;
};

const isThirdOrLater = (source: string): boolean => source.includes('$config(');

/** SST 3 and 4 (`$config(` in sst.config.ts) and SST 2. */
export const sstAdapter: FrameworkAdapter = {
  framework: 'SST',

  async detect(files) {
    const found = await configuration(files);
    if (found === undefined) return undefined;
    return isThirdOrLater(found.source)
      ? `${found.name} calls $config, as SST 3 and later do.`
      : `${found.name} is there, without $config, as in SST 2.`;
  },

  // SST 2 knows AWS only; later ones keep their state where `home` says, which may be elsewhere.
  async needsAws(files) {
    const source = (await configuration(files))?.source ?? '';
    return source !== '' && (!isThirdOrLater(source) || /\bhome\s*:\s*['"`]aws['"`]/.test(source));
  },

  deploy: ({ environmentName }) => run('deploy', environmentName),
  remove: ({ environmentName }) => run('remove', environmentName),
  unlock: ({ environmentName, settings }) =>
    settings.deployCommand === null && stagePattern.test(environmentName)
      ? `npx sst unlock --stage ${environmentName}`
      : undefined,
  outputsFile: '.sst/outputs.json',
};
