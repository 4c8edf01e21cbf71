/** One line of JSON on standard error for what an operator should know. Never holds a secret or a request's body. */
export const report = (message: string, error?: unknown, about: Record<string, string> = {}): void => {
  const detail =
    error instanceof Error ? { error: `${error.name}: ${error.message}`, stack: error.stack } : {};
  console.error(JSON.stringify({ level: 'error', message, ...about, ...detail }));
};
