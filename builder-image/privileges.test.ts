/**
 * The builder as its image runs it: a user without rights, whose program file holds the capabilities that the Dockerfile names, in a
 * container that has no others. Only root on Linux can set this scene.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeJob } from './testing/job';
import { isRunning } from './testing/processes';
import { setScene, settings } from './testing/scene';

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && has('setcap') && has('setpriv');

const dockerfile = readFileSync(join(import.meta.dirname, 'Dockerfile'), 'utf8');
const capabilities = /setcap (\S+)=ep /.exec(dockerfile)?.[1]?.split(',') ?? [];
const builderUser = 1001;
const commandUser = 1000;

const scene = setScene();
let program = '';

/** How the container's runtime starts the image: as its user, with nothing but the capabilities that are left to it. */
const asInContainer = (): string[] => [
  'setpriv',
  `--reuid=${builderUser}`,
  `--regid=${builderUser}`,
  '--clear-groups',
  '--inh-caps=-all',
  `--bounding-set=-all,${capabilities.map((one) => one.replace('cap_', '+')).join(',')}`,
  program,
];

const run = async (deployCommand: string) => {
  const source = scene.repository({});
  execFileSync('chown', ['-R', `${commandUser}:${commandUser}`, source.path]);
  scene.job = makeJob(source, { settings: settings({ tests: false, deployCommand }) });
  const user = { TRELLIS_COMMAND_USER: `${commandUser}:${commandUser}`, HOME: '/nonexistent' };
  return scene.run(user, asInContainer());
};

describe.runIf(canRun)('the builder as a user without rights', () => {
  beforeEach(() => {
    // As the image's lines do it, in their order.
    const folder = scene.at('opt');
    program = join(folder, 'node');
    mkdirSync(folder);
    copyFileSync(process.execPath, program);
    for (const path of [folder, program]) {
      chownSync(path, 0, builderUser);
      chmodSync(path, 0o750);
    }
    execFileSync('setcap', [`${capabilities.join(',')}=ep`, program]);
    chmodSync(scene.at(), 0o755);
    mkdirSync(scene.at('work'));
    chownSync(scene.at('work'), builderUser, builderUser);
  });

  it('gives commands another user and no capability, and no way to get one', async () => {
    const builder = await run(
      [
        `grep -E '^(Uid|Gid|Groups|Cap(Inh|Prm|Eff|Amb)):' /proc/self/status`,
        `node -e "try { process.setuid(0); console.log('root') } catch { console.log('not root') }"`,
        `node -e "try { process.setuid(${builderUser}); console.log('builder') } catch { console.log('not the builder') }"`,
        `'${program}' -e "console.log('has the program')"`,
        `cat '${program}' > /dev/null && echo 'read the program'`,
        `chown ${builderUser} package.json && echo 'gave away'`,
        'true',
      ].join('; '),
    );
    const text = builder.text();
    expect(text).toMatch(/^Uid:\s+1000\s+1000\s+1000\s+1000$/m);
    expect(text).toMatch(/^Gid:\s+1000\s+1000\s+1000\s+1000$/m);
    expect(text).toMatch(/^Groups:\s*$/m);
    expect([...text.matchAll(/^Cap\w+:\s+(\w+)$/gm)].map(([, bits]) => bits)).toEqual(
      Array.from({ length: 4 }, () => '0000000000000000'),
    );
    expect(text).toMatch(/^not root$/m);
    expect(text).toMatch(/^not the builder$/m);
    expect(text).not.toMatch(/^(has|read) the program$|^gave away$/m);
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
  });

  it('hides its claim and its credentials from commands, which cannot end it either', async () => {
    const builder = await run(
      'cat /proc/$PPID/environ; cat /proc/$PPID/maps; kill -9 $PPID; ls /proc/$PPID/fd; true',
    );
    expect(builder.text().match(/Permission denied|not permitted/g)?.length).toBeGreaterThanOrEqual(4);
    expect(builder.text()).not.toContain('claim-token-of-the-test');
    expect(builder.text()).not.toContain('container-token');
    expect(scene.api.finish()?.status).toBe('SUCCEEDED');
  });

  it('still does its work: ends what commands leave, reads what they keep to themselves, and clears up', async () => {
    const builder = await run(
      [
        'umask 077',
        `echo '{"url":"http://127.0.0.1:1/"}' > "$TRELLIS_OUTPUTS_FILE"`,
        'mkdir closed && touch closed/file && chmod 500 closed',
        'env -i setsid sleep 60 > /dev/null 2>&1 & echo "child $!"',
      ].join('; '),
    );
    expect(scene.api.finish()).toMatchObject({
      status: 'SUCCEEDED',
      outputs: [{ name: 'url', value: 'http://127.0.0.1:1/' }],
    });
    const child = Number(/^child (\d+)$/m.exec(builder.text())?.[1]);
    expect(child).toBeGreaterThan(0);
    expect(isRunning(child)).toBe(false);
    expect(existsSync(scene.at('work', 'dep_1'))).toBe(false);
  });

  it('sees what prints on after a command, though it went into a session of its own', async () => {
    const builder = await run(
      `setsid sh -c 'echo $$ > child; exec sleep 60' & until [ -s child ]; do :; done; echo "child $(cat child)"`,
    );
    expect(builder.text()).toMatch(/^Ended \d processes that the command left running/m);
    expect(isRunning(Number(/^child (\d+)$/m.exec(builder.text())?.[1]))).toBe(false);
  });

  it('is such a user itself, and does not start where its capabilities are missing', () => {
    const [file = '', ...args] = asInContainer();
    const status = execFileSync(file, [...args, '-p', `fs.readFileSync('/proc/self/status', 'utf8')`], {
      encoding: 'utf8',
    });
    expect(status).toMatch(/^Uid:\s+1001\s+1001\s+1001\s+1001$/m);
    expect(status).toMatch(/^CapAmb:\s+0000000000000000$/m);
    expect(status).toMatch(/^CapInh:\s+0000000000000000$/m);
    const fewer = args.map((one) => one.replace(',+kill', ''));
    expect(spawnSync(file, [...fewer, '-v'], { encoding: 'utf8' }).stderr).toMatch(/not permitted/);
  });
});
