import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');
const text = read('Dockerfile');
/** Instructions without comments, each on one line. */
const lines = text
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .map((line) => line.trim().replace(/ +/g, ' '))
  .filter((line) => line !== '');
const all = (instruction: string): string[] =>
  lines
    .filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1));

describe('the Dockerfile', () => {
  it('starts from exact versions only', () => {
    expect(all('FROM').length).toBeGreaterThan(0);
    for (const from of all('FROM'))
      expect(from).toMatch(/^public\.ecr\.aws\/docker\/library\/node:\d+\.\d+\.\d+-bookworm-slim( AS \w+)?$/);
  });

  it('installs packages of npm in exact versions only, the same as the rest of Trellis', () => {
    const packages = lines.flatMap((line) =>
      [...line.matchAll(/npm install ([^&]*)/g)].flatMap(([, words = '']) =>
        words.split(' ').filter((word) => word !== '' && !word.startsWith('-')),
      ),
    );
    const { dependencies } = JSON.parse(read('../package.json')) as { dependencies: Record<string, string> };
    expect(packages).toEqual([`esbuild@${dependencies['esbuild'] ?? 'of no version'}`]);
  });

  it('is given nothing but the sources, and no credentials', () => {
    expect(all('ARG')).toEqual([]);
    expect(all('ADD')).toEqual([]);
    expect(all('COPY').filter((copy) => !copy.startsWith('--from='))).toEqual([
      'core core',
      'builder-image builder-image',
    ]);
    expect(text).not.toMatch(/npmrc|_auth|netrc|git-credentials|--mount|secret|password/i);
    for (const env of all('ENV')) expect(env).not.toMatch(/token|NPM_|AWS_/i);
  });

  it('uses only what every builder of images understands', () => {
    expect(text).not.toMatch(/<<|--link|--exclude|--checksum|^# *syntax=/m);
  });

  it('runs as a user without rights, who alone may run the program that has capabilities', () => {
    expect(all('USER')).toEqual(['trellis']);
    expect(text).toMatch(/useradd --uid 1001 --gid trellis/);
    const run = all('RUN').find((line) => line.includes('setcap')) ?? '';
    expect(run).toContain(
      'setcap cap_chown,cap_dac_override,cap_kill,cap_setgid,cap_setuid=ep /opt/trellis/bin/node',
    );
    expect(run).toContain('chmod 0750 /opt/trellis/bin /opt/trellis/bin/node');
    // A change of the owner takes capabilities away.
    expect(run.indexOf('setcap')).toBeGreaterThan(run.indexOf('chown -R root:trellis /opt/trellis/bin'));
    expect(all('ENTRYPOINT')).toEqual([
      '["/usr/bin/tini", "--", "/opt/trellis/bin/node", "/opt/trellis/builder.mjs"]',
    ]);
  });

  it('leaves no program that starts as another user by itself', () => {
    const run = all('RUN').find((line) => line.includes('apt-get install')) ?? '';
    expect(run).toMatch(/find \/ -xdev -type f -perm \/6000 -exec chmod a-s \{\} \+$/);
  });

  it('tells the builder what it needs, and does not make commands leave development dependencies out', () => {
    const env = Object.fromEntries(
      all('ENV')
        .flatMap((line) => line.split(/ (?=[A-Z_]+=)/))
        .map((pair): [string, string] => {
          const at = pair.indexOf('=');
          return [pair.slice(0, at), pair.slice(at + 1).replace(/^'|'$/g, '')];
        }),
    );
    const config = readConfig({
      ...env,
      TRELLIS_API_URL: 'https://api.example.com/graphql',
      TRELLIS_DEPLOYMENT_ID: 'dep_1',
      TRELLIS_CLAIM_TOKEN: 'claim',
    });
    expect(config).toMatchObject({
      workDir: '/work',
      nodeDir: '/opt/node',
      commandUser: { uid: 1000, gid: 1000 },
      commandEnv: { HOME: '/home/node', USER: 'node', TMPDIR: '/tmp' },
    });
    expect(config.commandEnv).not.toHaveProperty('NODE_ENV');
    expect(env).not.toHaveProperty('NODE_ENV');
    expect(JSON.parse(all('VOLUME')[0] ?? '')).toEqual(['/work', '/home/node', '/tmp']);
  });

  it('is built from the sources alone', () => {
    expect(read('Dockerfile.dockerignore').trim().split('\n')).toEqual([
      '*',
      '!core',
      '!builder-image',
      '**/*.test.ts',
      '**/*.md',
      '**/testing',
    ]);
  });
});
