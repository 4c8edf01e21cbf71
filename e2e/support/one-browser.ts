/** One browser for a whole run of journeys: every file connects to it, and has a context of its own. */
import type { TestProject } from 'vitest/node';
import { serveBrowser } from './browser';

declare module 'vitest' {
  interface ProvidedContext {
    browserAddress: string;
  }
}

/** Starts it before the first file, tells where it is, and answers how to end it after the last. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await serveBrowser();
  project.provide('browserAddress', server.wsEndpoint());
  return () => server.close();
};
