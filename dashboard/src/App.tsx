import { lazy, useEffect } from 'react';
import { ApolloProvider } from '@apollo/client/react';
import type { ApolloClient } from '@apollo/client';
import { ThemeProvider } from '@mui/material/styles';
import { BrowserRouter, Route, Routes } from 'react-router';
import { HomePage } from './home/HomePage';
import type { Connection } from './live/connection';
import { ConnectionContext } from './live/LiveBanner';
import { patterns } from './routes';
import { SignedOut } from './session/SignedOut';
import type { Session } from './session/session';
import { SessionContext, useSession } from './session/use-session';
import { Layout } from './shell/Layout';
import { NotFound } from './shell/NotFound';
import { theme } from './theme/theme';
import { ToastProvider } from './ui/Toasts';

const AppPage = lazy(() => import('./app/AppPage'));
const AppSettingsPage = lazy(() => import('./app/AppSettingsPage'));
const DeploymentPage = lazy(() => import('./deployment/DeploymentPage'));
const EnvironmentPage = lazy(() => import('./environment/EnvironmentPage'));
const GitHubPage = lazy(() => import('./github/GitHubPage'));
const NewAppPage = lazy(() => import('./new-app/NewAppPage'));

interface AppProps {
  client: ApolloClient;
  connection: Connection;
  session: Session;
}

const Pages = ({ client }: { client: ApolloClient }) => {
  const { state } = useSession();
  const signedOut = state.status === 'signed-out';
  useEffect(() => {
    if (signedOut) void client.clearStore();
  }, [client, signedOut]);
  if (state.status === 'starting') return null;
  if (state.status === 'signed-out') return <SignedOut {...(state.error ? { error: state.error } : {})} />;
  return (
    <Layout>
      <Routes>
        <Route path={patterns.home} element={<HomePage />} />
        <Route path={patterns.newApp} element={<NewAppPage />} />
        <Route path={patterns.github} element={<GitHubPage />} />
        <Route path={patterns.app} element={<AppPage />} />
        <Route path={patterns.appSettings} element={<AppSettingsPage />} />
        <Route path={patterns.environment} element={<EnvironmentPage />} />
        <Route path={patterns.deployment} element={<DeploymentPage />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Layout>
  );
};

/** The dashboard, ready to be drawn. */
export const App = ({ client, connection, session }: AppProps) => (
  <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="trellis-theme" disableTransitionOnChange>
    <SessionContext value={session}>
      <ConnectionContext value={connection}>
        <ApolloProvider client={client}>
          <BrowserRouter>
            <ToastProvider>
              <Pages client={client} />
            </ToastProvider>
          </BrowserRouter>
        </ApolloProvider>
      </ConnectionContext>
    </SessionContext>
  </ThemeProvider>
);
