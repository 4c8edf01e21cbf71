/** Resolver files as AWS takes them: one ECMAScript module each, with nothing left outside but AppSync's own utilities. */
import { build } from 'esbuild';
import { basename } from 'node:path';

/** Longer code is refused by AWS, for a resolver and for a function of a pipeline. */
export const MAX_CODE_CHARACTERS = 32_768;

/** Throws when AWS would refuse the code for its length. */
export function checkCodeLength(code: string, file: string): void {
  if (code.length > MAX_CODE_CHARACTERS)
    throw new Error(
      `${file} is ${code.length} characters long when bundled; AppSync takes at most ${MAX_CODE_CHARACTERS}. Import less.`,
    );
}

/** Bundles resolver files in one run; answers their code by path, in the order given. */
export async function bundleResolvers(paths: readonly string[]): Promise<Map<string, string>> {
  const code = new Map<string, string>();
  if (paths.length === 0) return code;
  const names = new Map(paths.map((path, index) => [`${index}-${basename(path)}`, path]));
  const result = await build({
    entryPoints: [...names].map(([out, path]) => ({ in: path, out })),
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    platform: 'node',
    charset: 'utf8',
    external: ['@aws-appsync/utils', '@aws-appsync/utils/*'],
    logLevel: 'silent',
  });
  const texts = new Map(result.outputFiles.map((file) => [basename(file.path, '.js'), file.text]));
  for (const [out, path] of names) {
    const text = texts.get(out) ?? '';
    checkCodeLength(text, path);
    code.set(path, text);
  }
  return code;
}

/** Bundles one resolver file. */
export async function bundleResolver(path: string): Promise<string> {
  return (await bundleResolvers([path])).get(path) ?? '';
}
