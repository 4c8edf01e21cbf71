/** Entry: reads the configuration, signs in, draws. */
import './theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from './api/client';
import { App } from './App';
import { Connection } from './live/connection';
import { loadConfig } from './session/config';
import { Session } from './session/session';

const start = async (root: HTMLElement): Promise<void> => {
  const session = new Session();
  const signingIn = session.start();
  const config = await loadConfig();
  const connection = new Connection();
  const client = createClient(config, session, connection);
  await signingIn;
  createRoot(root).render(
    <StrictMode>
      <App client={client} connection={connection} session={session} />
    </StrictMode>,
  );
};

const root = document.getElementById('root');
if (root) {
  start(root).catch(() => {
    root.textContent = 'The host of Trellis does not answer. Start it with npm start, then reload this page.';
  });
}
