/** How git is called: never asking, never running hooks, with address and token in its environment only. */
import { gitSafety, gitSshCommand, parseRepository, tokenSetting } from '../core/repository';

/**
 * The environment for git on top of a base, with the repository as `origin`.
 *
 * @throws TrellisError `repository.unsupported`
 */
export const gitEnvironment = (
  base: Record<string, string>,
  repository: string,
  token: string | null,
): Record<string, string> => {
  const address = parseRepository(repository);
  const authorization = tokenSetting(address, token);
  const settings: [string, string][] = [
    ['remote.origin.url', address.url],
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['advice.detachedHead', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['submodule.recurse', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ...(authorization ? [authorization] : []),
  ];
  // Settings that the person handed to git in the same way stay.
  const first = Number(base.GIT_CONFIG_COUNT ?? 0);
  return {
    GIT_SSH_COMMAND: gitSshCommand,
    ...base,
    ...gitSafety,
    GIT_ASKPASS: '',
    GIT_CONFIG_COUNT: String(first + settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index): [string, string][] => [
        [`GIT_CONFIG_KEY_${first + index}`, key],
        [`GIT_CONFIG_VALUE_${first + index}`, value],
      ]),
    ),
  };
};
