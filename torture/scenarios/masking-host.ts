/** MASK-4 and MASK-5: secrets through a whole host, and what is left of them anywhere. */
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { newCanary } from '../support/canaries';
import { readLog } from '../support/log-reader';

/** MASK-4 */
export const shortSecrets: Scenario = {
  id: 'MASK-4',
  title: 'secrets “a”, “true” and “” in a deployment that prints ordinary words',
  expected: 'not masked, the log stays legible, a warning names them',
  async run({ host: sharedHost }) {
    const host = await sharedHost();
    const text = 'a true story about a banana';
    const app = await givenApp(host, 'short-secrets', `console.log(${JSON.stringify(text)});`);
    const development = app.in('development');
    const refused: string[] = [];
    for (const [name, value] of Object.entries({ ONE: 'a', WORD: 'true', NOTHING: '' }))
      await development
        .setVariable(name, value, true)
        .catch((error: unknown) => refused.push(`${name}: ${String(error)}`));
    const { id } = await development.run('deploy', { force: true });
    const { lines } = await readLog(host.api, id);
    const warning = lines.find((line) => line.includes('ONE') && line.includes('WORD'));
    return {
      measured: `the line is ${lines.includes(text) ? 'legible' : 'NOT legible'}, the warning ${warning === undefined ? 'is missing' : `says “${warning}”`}${refused.length > 0 ? `; refused: ${refused.length}` : ''}`,
      ok: lines.includes(text) && warning !== undefined,
    };
  },
};

const printer = `
const values = Object.entries(process.env).filter(([name]) => name.startsWith('CANARY_')).map(([, value]) => value);
for (const value of values) {
  console.log('plain ' + value);
  console.error('error ' + value);
  console.log('base64 ' + Buffer.from(value).toString('base64'));
  console.log('shifted ' + Buffer.from('x' + value).toString('base64'));
  console.log('hex ' + Buffer.from(value).toString('hex'));
  console.log('url ' + encodeURIComponent(value));
  console.log('json ' + JSON.stringify({ value }));
  for (const letter of value) process.stdout.write(letter);
  process.stdout.write('\\n');
}
import { writeFileSync } from 'node:fs';
writeFileSync(process.env.TRELLIS_OUTPUTS_FILE, JSON.stringify({ url: 'https://example.org/?token=' + values[0] }));
if (process.env.FAILS === 'yes') throw new Error('it failed with ' + values[1]);`;

const everything = `query ($id: ID!) { app(id: $id) { id name repository environments { id name settings { deployCommand }
  variables { name value secret } active { id } live { id outputs { name value } }
  deployments(first: 50) { nodes { id reason nextStep outputs { name value } steps { name command note } } } } } }`;

/** MASK-5 */
export const nowhere: Scenario = {
  id: 'MASK-5',
  title: '',
  expected: 'in no file but the encrypted store, no answer, no line of a log',
  async run({ ownHost, random, times }) {
    const host = await ownHost();
    const number = times(50, 50);
    const app = await givenApp(host, 'canaries', printer);
    const development = app.in('development');
    const values = Array.from({ length: number }, (_, index) => newCanary(random, String(index)));
    for (const [index, value] of values.entries()) {
      host.canaries.add(value);
      await development.setVariable(`CANARY_${index}`, value, true);
    }
    const first = await development.run('deploy', { force: true });
    await development.setVariable('FAILS', 'yes');
    const second = await development.run('deploy', { force: true }, 'FAILED');
    await development.isFree();
    // The file that a builder's environment comes from is gone with its process.
    const answers = [JSON.stringify(await host.api.send(everything, { id: app.app.id }))];
    let lines = 0;
    for (const { id } of [first, second]) {
      const log = await readLog(host.api, id);
      lines += log.size;
      answers.push(log.lines.join('\\n'));
    }
    const spoken = values.flatMap((value) => [
      value,
      Buffer.from(value).toString('hex'),
      Buffer.from(value).toString('base64').replace(/=*$/, '').slice(0, -1),
    ]);
    const found = spoken.filter((text) => answers.some((answer) => answer.includes(text)));
    return {
      did: `${number} secrets printed in 8 spellings (${lines} lines), left in an output and thrown as an error; then every file, answer and log is searched`,
      measured: `${found.length} found in answers and logs`,
      ok: found.length === 0 && lines > number * 8,
    };
  },
};
