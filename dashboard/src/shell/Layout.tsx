import { Suspense, useEffect, use, type ReactNode } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { useLocation } from 'react-router';
import { ConnectionContext, LiveBanner } from '../live/LiveBanner';
import { startLiveUpdates } from '../live/live-updates';
import { Skeleton } from '../ui/Page';
import { Crash } from './Crash';
import { Header } from './Header';
import styles from './shell.module.css';

/** What stands around every page. */
export const Layout = ({ children }: { children: ReactNode }) => {
  const client = useApolloClient();
  const connection = use(ConnectionContext);
  const { pathname } = useLocation();
  useEffect(() => startLiveUpdates(client, connection), [client, connection]);
  return (
    <>
      <Header />
      <LiveBanner />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Crash place={pathname}>
          <Suspense fallback={<Skeleton width={220} height={22} />}>{children}</Suspense>
        </Crash>
      </main>
    </>
  );
};
