import type { AdapterContext, FrameworkAdapter, PlannedCommand } from './adapter';
import { readPackageJson } from './files';

const script = (
  { packageJson, packageManager }: AdapterContext,
  names: readonly string[],
): PlannedCommand | undefined => {
  const name = names.find((candidate) => (packageJson?.scripts[candidate] ?? '').trim() !== '');
  return name === undefined
    ? undefined
    : {
        command: `${packageManager?.name ?? 'npm'} run ${name}`,
        note: `The script "${name}" of package.json.`,
      };
};

/** Any application: the commands that the user gives, or the scripts `deploy` and `remove` of package.json. */
export const commandAdapter: FrameworkAdapter = {
  framework: 'COMMAND',

  async detect(files) {
    const result = await readPackageJson(files);
    if (result.kind !== 'read') return 'No framework was recognised: the commands are yours to give.';
    return result.content.scripts.deploy === undefined
      ? 'package.json has no script named "deploy": the commands are yours to give.'
      : 'package.json has a script named "deploy".';
  },

  deploy: (context) =>
    script(context, ['deploy']) ?? {
      command: null,
      note: 'There is no deploy command.',
      problem: {
        message:
          'There is no deploy command: package.json has no script named "deploy" and the settings give none.',
        nextStep:
          'Set a deploy command in the settings of the environment, or add a "deploy" script to package.json.',
      },
    },

  remove: (context) =>
    script(context, ['remove', 'teardown', 'destroy']) ?? {
      command: null,
      note: 'There is no remove command.',
      problem: {
        message:
          'There is no remove command: package.json has no script named "remove" and the settings give none.',
        nextStep:
          'Set a remove command in the settings of the environment, or add a "remove" script to package.json.',
      },
    },
};
