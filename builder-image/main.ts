/** The builder: the program of a task. It runs one deployment and ends. */
import { createApi } from './api';
import { readConfig } from './config';
import { containerCredentials } from './credentials';
import { runDeployment } from './deployment';
import { diagnose } from './diagnose';
import { createOutput } from './output';
import type { Session } from './session';
import { createStop } from './stop';
import { defaultGrace } from './stop-processes';

const stdout = 1;
/** How long a task that is told to stop asks whether a person cancelled it. */
const askMs = 3_000;

const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  const api = createApi(config.apiUrl, config.region, containerCredentials(process.env));
  const stop = createStop();
  let session: Session | undefined;

  // A task is told to stop when someone cancels, and also when its machine goes away: the API knows which.
  const onSignal = (): void => {
    const end = (): void => stop.request('ENDED');
    setTimeout(end, askMs).unref();
    if (session === undefined) end();
    else void session.reporter.heartbeat().then(end);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);

  const reported = await runDeployment({
    config,
    api,
    output: createOutput(stdout),
    stop,
    grace: defaultGrace,
    onSession: (running) => (session = running),
  });
  process.exit(reported ? 0 : 1);
};

main().catch((error: unknown) => {
  diagnose('ended', error);
  process.exit(1);
});
