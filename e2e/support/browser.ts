/** A real browser: one that is installed, or the one that `@sparticuz/chromium` carries. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import packed from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserServer } from 'playwright-core';

const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** `CHROMIUM_PATH`, else an installed Chrome or Chromium, else the packed one (unpacked at its first use; Linux on x64). */
const findBrowser = async (): Promise<string> => {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...programs.flatMap((name) => folders.map((folder) => join(folder, name))), macChrome];
  for (const candidate of candidates) {
    if (await isProgram(candidate)) return candidate;
  }
  return packed.executablePath();
};

/** It runs as root as well, and asks nothing of the network by itself. */
const options = async () => ({
  executablePath: await findBrowser(),
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--no-first-run',
  ],
});

/** Starts a browser; the caller closes it. */
export const launchBrowser = async (): Promise<Browser> => chromium.launch(await options());

/** Starts a browser that other processes connect to; the caller closes it. */
export const serveBrowser = async (): Promise<BrowserServer> => chromium.launchServer(await options());
