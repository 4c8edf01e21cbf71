import { createContext, use, useSyncExternalStore } from 'react';
import { useNow } from '../format/clock-store';
import { ago } from '../format/time';
import styles from '../shell/shell.module.css';
import { Connection } from './connection';

export const ConnectionContext = createContext<Connection>(new Connection());

/** Says that what is shown may be old, while it may be. */
export const LiveBanner = () => {
  const connection = use(ConnectionContext);
  const state = useSyncExternalStore(connection.subscribe, connection.getState);
  const now = useNow(state.status === 'paused' ? 'second' : 'still');
  return (
    <div role="status" aria-live="polite">
      {state.status === 'paused' && (
        <div className={styles.banner}>
          Live updates paused. Reconnecting…{' '}
          <span className="dim">Last update {ago(new Date(state.since).toISOString(), now)}.</span>
        </div>
      )}
    </div>
  );
};
