/** Builds the dashboard into `.build/dashboard`, which the host serves; serves it with reloading to who works on it. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const host = process.env['TRELLIS_DEV_HOST'] ?? 'http://127.0.0.1:4010';

/** While developing, the API is where the page is: the host answers no page of another server. */
const relayedConfig: Plugin = {
  name: 'trellis-config',
  apply: 'serve',
  configureServer: ({ middlewares }) => {
    middlewares.use('/config.json', (_req, res, next) => {
      fetch(`${host}/config.json`)
        .then((answer): Promise<object> => answer.json())
        .then((config) => res.end(JSON.stringify({ ...config, graphqlUrl: '/graphql' })))
        .catch(next);
    });
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), relayedConfig],
  resolve: {
    // RxJS keeps its modern build under a condition of its own; the default is ES5 with helpers.
    conditions: ['es2015', ...defaultClientConditions],
    // Amplify has an older graphql of its own; the parts that it uses (parse, print, GraphQLError) are the same.
    dedupe: ['graphql'],
  },
  build: {
    outDir: '../.build/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    // The host's content security policy allows no data: scripts, and a font must never travel inside the style sheet.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: {
    host: '127.0.0.1',
    // With the Host and Origin that the host answers.
    proxy: Object.fromEntries(
      ['/graphql', '/auth'].map((path) => [
        path,
        { target: host, changeOrigin: true, headers: { origin: host }, ws: path === '/graphql' },
      ]),
    ),
  },
});
