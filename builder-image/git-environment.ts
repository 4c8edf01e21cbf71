/** How git is called: never asking, never running hooks, with address and token in its environment only. */
import { parseRepository } from '../core/repository';

/** The token goes to the repository's own host, and not along when that host sends us elsewhere. */
const authorization = (url: string, token: string): [string, string] => [
  `http.${new URL(url).origin}/.extraHeader`,
  `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
];

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
  const { url, kind } = parseRepository(repository);
  const settings: [string, string][] = [
    ['remote.origin.url', url],
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['advice.detachedHead', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['submodule.recurse', 'false'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ...(token !== null && kind === 'https' ? [authorization(url, token)] : []),
  ];
  // Settings that the person handed to git in the same way stay.
  const first = Number(base.GIT_CONFIG_COUNT ?? 0);
  return {
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes -oConnectTimeout=10 -oStrictHostKeyChecking=accept-new',
    ...base,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_ALLOW_PROTOCOL: 'file:https:http:ssh',
    GIT_CONFIG_COUNT: String(first + settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index): [string, string][] => [
        [`GIT_CONFIG_KEY_${first + index}`, key],
        [`GIT_CONFIG_VALUE_${first + index}`, value],
      ]),
    ),
  };
};
