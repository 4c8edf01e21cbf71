// What runs on Lambda: one module a function, with everything in it that Lambda's Node lacks.
import { build } from 'esbuild';
import { root } from './paths.mjs';

/**
 * What the SDK would ask for credentials elsewhere than on Lambda, which gives them in the environment. The SDK loads each of these
 * only when it comes to it, so they need not be there.
 */
const neverAsked = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/**
 * Streams of events, which no operation of ours has: most clients load them when it comes to one, so they need not be there. A client
 * that wants them at once gets them.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutEventStreams = {
  name: 'without-event-streams',
  setup: (build) => {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { external: true } : undefined,
    );
  },
};

/**
 * The modules of `wiring.ts` by function name.
 *
 * @returns {Promise<Record<string, string>>}
 */
const entryPoints = async () => {
  const { outputFiles } = await build({
    entryPoints: ['wiring.ts'],
    absWorkingDir: root,
    format: 'esm',
    write: false,
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  /** @type {{ functions: Record<string, { entry: string }> }} */
  const { functions } = await import(`data:text/javascript;base64,${code}`);
  return Object.fromEntries(Object.entries(functions).map(([name, { entry }]) => [`${name}/index`, entry]));
};

/**
 * How all functions are bundled, each into `<name>/index.mjs`.
 *
 * @param {string} into
 * @returns {Promise<import('esbuild').BuildOptions>}
 */
export const functionBundles = async (into) => ({
  entryPoints: await entryPoints(),
  outdir: into,
  outExtension: { '.js': '.mjs' },
  target: 'node22',
  minify: true,
  // Nothing in them calls `require`, and making one takes its time at each cold start; a test holds them to it.
  banner: {},
  external: neverAsked,
  plugins: [withoutEventStreams],
});
