/** INJ-1: names that a shell, a path, a query or a template would read as something else. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError } from '../../e2e/support/api';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { readLog } from '../support/log-reader';
import { count, shuffled } from '../support/numbers';
import { givenSmallApp } from '../support/small-apps';

/** What would leave the canary behind, or read a file, if somebody read it as code. */
const hostile = (canary: string): string[] => {
  const commands = [
    `touch ${canary}`,
    `touch\${IFS}${canary}`,
    `{touch,${canary}}`,
    `node -e "require('fs').writeFileSync('${canary}','')"`,
  ];
  const wraps: ((command: string) => string)[] = [
    (command) => `$(${command})`,
    (command) => `\`${command}\``,
    (command) => `; ${command};`,
    (command) => `| ${command}`,
    (command) => `&& ${command}`,
    (command) => `|| ${command}`,
    (command) => `\n${command}\n`,
    (command) => `\r\n${command}`,
    (command) => `'; ${command}; '`,
    (command) => `"; ${command}; "`,
    (command) => `--upload-pack=${command}`,
    (command) => `-oProxyCommand=${command}`,
    (command) => `ext::sh -c ${command}`,
    (command) => `\u0000${command}`,
    (command) => `a b${command}`,
    (command) => `!{${command}}`,
    (command) => `\${${command}}`,
    (command) => `{{${command}}}`,
    (command) => `<%= ${command} %>`,
    (command) => `x\u001b]8;;javascript:alert(1)\u0007${command}`,
  ];
  const others = [
    '--help',
    '-',
    '--',
    '..',
    '../..',
    '/etc/passwd',
    '../../etc/passwd',
    '.git',
    'a/../b',
    'a\\b',
    'CON',
    '~',
    '~root',
    '@{u}',
    'HEAD',
    'refs/heads/x',
    'a..b',
    'a.lock',
    '*',
    '?',
    '[',
    ' ',
    '\t',
    '',
    '\u202eabc',
    'ａｂｃ',
    '\ud800',
    "'",
    '"',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
    'toString',
    '<script>alert(1)</script>',
    'a'.repeat(100_000),
    '💥'.repeat(1000),
  ];
  return [...commands.flatMap((command) => wraps.map((wrap) => wrap(command))), ...others];
};

const fields = {
  'app name': `mutation ($text: String!, $path: String!) { createApp(input: { name: $text, repository: $path }) { id } }`,
  repository: `mutation ($text: String!, $name: String!) { createApp(input: { name: $name, repository: $text }) { id } }`,
  directory: `mutation ($text: String!, $name: String!, $path: String!) { createApp(input: { name: $name, repository: $path, directory: $text }) { id } }`,
  'default branch': `mutation ($text: String!, $name: String!, $path: String!) { createApp(input: { name: $name, repository: $path, defaultBranch: $text }) { id } }`,
  'environment name': `mutation ($text: String!, $app: ID!) { createEnvironment(input: { appId: $app, name: $text }) { id } }`,
  branch: `mutation ($text: String!, $environment: ID!) { deploy(input: { environmentId: $environment, branch: $text }) { id } }`,
  commit: `mutation ($text: String!, $environment: ID!) { deploy(input: { environmentId: $environment, commit: $text }) { id } }`,
  'variable name': `mutation ($text: String!, $environment: ID!) { setVariable(input: { environmentId: $environment, name: $text, value: "x" }) { name } }`,
  'client token': `mutation ($text: String!, $environment: ID!) { deploy(input: { environmentId: $environment, clientToken: $text, commit: "${'a'.repeat(40)}" }) { id } }`,
  id: `query ($text: ID!) { deployment(id: $text) { id } }`,
};

/** INJ-1 */
export const hostileTexts: Scenario = {
  id: 'INJ-1',
  title: '',
  expected: 'refused by a typed error or taken literally; 0 canaries, 0 unexpected errors',
  async run({ small, host: sharedHost, random, times, finally: undo }) {
    const host = await small();
    const app = await givenSmallApp(host, 'hostile');
    undo(() => app.repository.remove());
    const canary = join(tmpdir(), `trellis-canary-${randomUUID()}`);
    const texts = hostile(canary);
    const cases = shuffled(
      Object.entries(fields).flatMap(([field, document]) => texts.map((text) => ({ field, document, text }))),
      random,
    );
    const tried = cases.slice(0, times(150, cases.length));
    const unexpected: string[] = [];
    let [refused, taken] = [0, 0];
    for (const [index, { field, document, text }] of tried.entries()) {
      const variables = {
        text,
        name: `hostile-${index}`,
        path: app.repository.path,
        app: app.id,
        environment: app.development,
      };
      const used = Object.fromEntries(
        Object.entries(variables).filter(([name]) => document.includes(`$${name}:`)),
      );
      try {
        await host.api.send(document, used);
        taken += 1;
      } catch (error) {
        refused += 1;
        const code = error instanceof ApiError ? error.code : String(error);
        if (code.startsWith('internal') || !(error instanceof ApiError))
          unexpected.push(`${field} ${JSON.stringify(text.slice(0, 40))}: ${code}`);
      }
    }

    // What may hold any text reaches a command literally.
    const real = await sharedHost();
    const values = texts.filter(
      (text) =>
        text !== '' &&
        text.length < 4_000 &&
        !text.includes('\u0000') &&
        Buffer.from(text).toString() === text,
    );
    const printing = await givenApp(
      real,
      'literal',
      `for (const name of Object.keys(process.env).filter((each) => each.startsWith('HOSTILE_')).sort()) console.log(name + ' ' + JSON.stringify(process.env[name]));`,
    );
    await printing.repository.commit(`feat: $(touch ${canary}) \`touch ${canary}\` "; touch ${canary}; "`);
    const development = printing.in('development');
    const some = values.slice(0, times(20, values.length));
    for (const [index, value] of some.entries())
      await development.setVariable(`HOSTILE_${String(index).padStart(3, '0')}`, value);
    const { id } = await development.run('deploy', { force: true });
    await real.api.wholeLog(id);
    const { lines } = await readLog(real.api, id);
    const literal = some.filter((value, index) =>
      lines.includes(`HOSTILE_${String(index).padStart(3, '0')} ${JSON.stringify(value)}`),
    ).length;
    const canaries = existsSync(canary) ? 1 : 0;
    return {
      did: `${count(tried.length)} hostile texts as ${Object.keys(fields).join(', ')}; ${some.length} as values of variables, one as a commit's message`,
      measured: `${refused} refused, ${taken} taken; ${literal} of ${some.length} values literal; ${canaries} canaries; ${unexpected.length} unexpected errors${unexpected.length > 0 ? `: ${unexpected.slice(0, 3).join('; ')}` : ''}`,
      ok: canaries === 0 && unexpected.length === 0 && literal === some.length,
    };
  },
};
