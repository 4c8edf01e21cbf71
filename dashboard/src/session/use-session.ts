import { createContext, use, useSyncExternalStore } from 'react';
import { Session, type SessionState } from './session';

export const SessionContext = createContext<Session>(new Session());

/** The session's state, kept current, and the session itself to act on. */
export const useSession = (): { session: Session; state: SessionState } => {
  const session = use(SessionContext);
  const state = useSyncExternalStore(session.subscribe, session.getState);
  return { session, state };
};
