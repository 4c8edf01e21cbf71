/** Test support: an app whose repository is granted to the connected GitHub App, and the bus' events on their way to the function. */
import { invokeFunction } from './api';
import { makeApp } from './apps';
import type { FakeEvent } from './fake-aws';
import { connect } from './github/connect';
import type { Installation } from './installation';

/** An app at GitHub, connected. */
export const givenConnected = async (trellis: Installation) => {
  const made = await makeApp();
  const github = await connect(trellis.github.app);
  trellis.github.app.install('acme', ['shop']);
  return { ...made, github };
};

/** Delivers an event. */
export const notify = (event: FakeEvent): Promise<unknown> => invokeFunction('notifyGithub', event);

/** Delivers everything that is on the bus, in order, and takes it off. */
export const deliverAll = async (trellis: Installation): Promise<void> => {
  for (const event of trellis.aws.events.splice(0)) await notify(event);
};
