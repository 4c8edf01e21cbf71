/** Builds the dashboard into `.build/dashboard`, which the host serves. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const host = process.env['TRELLIS_DEV_HOST'] ?? 'http://127.0.0.1:4010';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
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
    proxy: Object.fromEntries(
      ['/graphql', '/auth', '/config.json'].map((path) => [path, { target: host, ws: path === '/graphql' }]),
    ),
  },
});
