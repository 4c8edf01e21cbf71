/** The environment that git is run with: without variables that would point it at another repository than the one meant. */

const misleading = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
];

/** This process' environment, as far as git may see it. */
export const gitEnvironment = (): NodeJS.ProcessEnv => {
  const environment = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !misleading.includes(name)));
};
