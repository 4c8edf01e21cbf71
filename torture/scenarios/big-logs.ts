/** BIG-2 and BIG-3: logs that are longer than they may become. */
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { readLog } from '../support/log-reader';
import { Marks, marksModule } from '../support/marks';
import { disorder, floodScript, numbersOf } from '../support/flood';
import { count } from '../support/numbers';
import { growthWhile, builderOf, memoryOf } from '../support/processes';

const files = { 'marks.mjs': marksModule };
const megabyte = 1_000_000;
const lastWords = 'ERROR: this is why it failed';

/** BIG-2 */
export const hugeLog: Scenario = {
  id: 'BIG-2',
  title: '',
  expected: 'kept up to its limit, with a note; builder and host +< 100 MB, also while all of it is read',
  async run({ ownHost, times, finally: undo }) {
    const host = await ownHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const [printedMb, limitMb] = [times(40, 1_000), times(5, 256)];
    const lines = (printedMb * megabyte) / 1_000;
    const app = await givenApp(host, 'huge-log', floodScript(lines, 1_000), {
      files,
      settings: { logLimitMb: limitMb },
    });
    await marks.giveTo(app);
    const { id } = await app.in('development').start('deploy', { force: true });
    await marks.appears(id, 'ready');
    const before = await memoryOf(host.pid);
    await marks.open('go');
    const { growthMb, status } = await growthWhile(builderOf(host.dataDir, id), async () => {
      const deployment = await host.api.deployment(id);
      return deployment.status === 'RUNNING' ? undefined : deployment.status;
    });
    const stored = await readLog(host.api, id);
    const after = await memoryOf(host.pid);
    const storedMb = stored.chunks.reduce((sum, { text }) => sum + text.length, 0) / megabyte;
    const hostGrowth = after.peakMb - before.nowMb;
    return {
      did: `${count(printedMb)} MB printed (${count(lines)} lines) with a limit of ${limitMb} MB, then read page by page`,
      measured: `${status}; ${storedMb.toFixed(1)} MB kept; builder +${growthMb.toFixed(0)} MB, host +${hostGrowth.toFixed(0)} MB`,
      ok:
        status === 'SUCCEEDED' &&
        storedMb <= limitMb + 0.1 &&
        storedMb > limitMb * 0.9 &&
        growthMb < 100 &&
        hostGrowth < 100,
    };
  },
};

/** BIG-3 */
export const errorAtTheEnd: Scenario = {
  id: 'BIG-3',
  title: '',
  expected: 'the last lines are kept (≥ 1,000), the count of lines left out is exact',
  async run({ host: sharedHost, times, finally: undo }) {
    const host = await sharedHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    await marks.open('go');
    const lines = times(40_000, 2_000_000);
    const script = `${floodScript(lines)}\nconsole.error(${JSON.stringify(lastWords)});\nprocess.exit(1);`;
    const app = await givenApp(host, 'error-at-the-end', script, { files, settings: { logLimitMb: 1 } });
    await marks.giveTo(app);
    const { id } = await app.in('development').run('deploy', { force: true }, 'FAILED');
    const { logOmitted } = await host.api
      .send<{ deployment: { logOmitted: number } }>(
        'query ($id: ID!) { deployment(id: $id) { logOmitted } }',
        { id },
      )
      .then(({ deployment }) => deployment);
    const stored = await readLog(host.api, id);
    const numbers = numbersOf(stored.lines);
    const noted = stored.lines
      .map((line) => /^… ([\d,]+) lines? \(/.exec(line)?.[1])
      .find((found) => found !== undefined);
    const announced = Number(noted?.replaceAll(',', ''));
    const missing = lines - numbers.length;
    const jump = numbers.findIndex((number, index) => index > 0 && number !== (numbers[index - 1] ?? 0) + 1);
    const tail = numbers.length - jump;
    const error = stored.lines.includes(lastWords);
    const { inversions, twice } = disorder(numbers, lines);
    return {
      did: `${count(lines)} lines with a limit of 1 MB; the error is the last line`,
      measured: `the error is ${error ? 'there' : 'MISSING'}, ${count(tail)} lines before it; ${count(missing)} left out, the note says ${noted ?? 'nothing'}, the deployment ${count(logOmitted)}`,
      ok:
        error && tail >= 1_000 && announced === missing && logOmitted === missing && inversions + twice === 0,
    };
  },
};
