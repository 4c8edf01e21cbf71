import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

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
        },
      },
      {
        extends: true,
        test: {
          name: 'dashboard',
          include: ['dashboard/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
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
