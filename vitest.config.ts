import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A test that hangs ends, however busy the machine; how long something takes is for `bench/`. */
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Unit tests stand beside their source; journeys (`e2e/`) drive a real host, each file one of its own. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@aws-appsync\/utils$/, replacement: at('./local/appsync/util/index.ts') },
      { find: /^@aws-appsync\/utils\/dynamodb$/, replacement: at('./local/appsync/util/dynamodb.ts') },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{core,resolvers,functions,builder-image,local,hosts,log-client,examples,scripts,torture,infra}/**/*.test.ts',
            '*.test.ts',
          ],
          exclude: ['**/node_modules/**'],
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'dashboard',
          include: ['dashboard/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          ...patient,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
