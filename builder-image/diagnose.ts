/** One line on standard error for whoever operates the builder; the log of the deployment is elsewhere. Never holds a secret. */
export const diagnose = (what: string, error?: unknown): void => {
  const detail = error instanceof Error ? `: ${error.message}` : '';
  process.stderr.write(`builder: ${what}${detail}\n`);
};
