/** Opens an address in the person's browser, where there is a desktop. */
import { spawn } from 'node:child_process';

/** The program that opens addresses; undefined where nobody would see it. */
export const openerFor = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | undefined => {
  if (env.CI || env.SSH_CONNECTION || env.SSH_TTY) return undefined;
  if (platform === 'darwin') return 'open';
  if (platform === 'linux' && (env.DISPLAY || env.WAYLAND_DISPLAY)) return 'xdg-open';
  return undefined;
};

/** Opens an address; resolves to whether that worked. */
export const openBrowser = (url: string): Promise<boolean> => {
  const opener = openerFor(process.platform, process.env);
  if (!opener) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
};
