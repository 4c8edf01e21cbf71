/** BIG-1 and BIG-4: lines, bytes and events that are larger than anything expects. */
import { gzipSync } from 'node:zlib';
import type { ChunkRecord } from '../../core/log-record';
import { serializeLogRecord } from '../../core/log-record';
import { accountId, logGroup, logStream } from '../../local/names';
import type { Scenario } from '../scenario';
import { givenApp } from '../support/apps';
import { logOf, readLog } from '../support/log-reader';
import { Marks, marksModule } from '../support/marks';
import { count } from '../support/numbers';
import { builderOf, growthWhile, memoryOf } from '../support/processes';
import { givenSmallApp } from '../support/small-apps';
import { claim, finish } from '../support/small-builder';

const script = (megabytes: number): string => `import { mark } from './marks.mjs';
import { writeSync } from 'node:fs';
const all = (bytes) => { for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at); };
mark('began');
console.log('before');
const million = Buffer.alloc(1_000_000, 'x');
for (let i = 0; i < ${megabytes}; i++) all(million);
all(Buffer.from('\\n'));
all(Buffer.from([0, 1, 2, 255, 254, 0xc3, 0x28, 0xed, 0xa0, 0x80, 10]));
all(Buffer.from(Array.from({ length: 300000 }, (_, i) => (i * 7919) % 256)));
all(Buffer.from('\\nafter\\n'));`;

/** BIG-1 */
export const hugeLine: Scenario = {
  id: 'BIG-1',
  title: '',
  expected: 'cut and marked, no crash, what follows is there; builder and host +< 100 MB',
  async run({ ownHost, times, finally: undo }) {
    const host = await ownHost();
    const marks = await Marks.create();
    undo(() => marks.remove());
    const megabytes = times(40, 350);
    const app = await givenApp(host, 'huge-line', script(megabytes), { files: { 'marks.mjs': marksModule } });
    await marks.giveTo(app);
    const { id } = await app.in('development').start('deploy', { force: true });
    await marks.appears(id, 'began');
    const before = await memoryOf(host.pid);
    const { growthMb: most, status } = await growthWhile(builderOf(host.dataDir, id), async () => {
      const deployment = await host.api.deployment(id);
      return deployment.status === 'RUNNING' ? undefined : deployment.status;
    });
    const after = await memoryOf(host.pid);
    const stored = await readLog(host.api, id);
    const huge = stored.lines.find((line) => line.startsWith('xxxx')) ?? '';
    const growth = after.peakMb - before.nowMb;
    const whole = stored.lines.includes('before') && stored.lines.includes('after');
    return {
      did: `one line of ${megabytes} MB, then NUL, invalid UTF-8 and 300 KB of arbitrary bytes`,
      measured: `${status}; the line is kept up to ${count(huge.length)} characters and ends “${huge.slice(-60).replace(/^x+/, '…')}”; what follows is ${whole ? 'there' : 'MISSING'}; builder +${most.toFixed(0)} MB, host +${growth.toFixed(0)} MB`,
      ok: status === 'SUCCEEDED' && whole && most < 100 && growth < 100,
    };
  },
};

const record = (deploymentId: string, firstSeq: number, text: string): ChunkRecord => ({
  trellis: 1,
  type: 'chunk',
  deploymentId,
  firstSeq,
  count: 1,
  step: 'DEPLOY',
  time: 1_760_000_000_000,
  text,
  stderr: [],
  continues: false,
});

/** BIG-4 */
export const hugeEvent: Scenario = {
  id: 'BIG-4',
  title: '',
  expected: 'the impossible is left out and reported, nothing else is lost',
  async run({ small, short, finally: undo }) {
    const host = await small();
    const { development, repository } = await givenSmallApp(host, 'huge-event');
    undo(() => repository.remove());
    const { id } = await host.api.start('deploy', { environmentId: development, force: true });
    const lease = await claim(host, id);
    const number = short ? 1_000 : 10_000;
    const records = Array.from({ length: number }, (_, index) =>
      record(id, index, `line ${index} ${'y'.repeat(index % 50 === 0 ? 12_000 : 20)}`),
    );
    const tooBig = record(id, number, 'z'.repeat(1_200_000));
    const lines = records.map(serializeLogRecord);
    lines.splice(
      number / 2,
      0,
      serializeLogRecord(tooBig),
      '{"trellis":1,"type":"chunk"',
      'not a record at all',
    );
    const taskId = host.tasks.of(id).at(-1)?.id ?? '';
    const message = {
      messageType: 'DATA_MESSAGE',
      owner: accountId,
      logGroup,
      logStream: logStream(taskId),
      subscriptionFilters: ['builder-logs'],
      logEvents: lines.map((line, index) => ({ id: String(index), timestamp: 0, message: line })),
    };
    const outcome = await host.runner
      .invoke('logForwarder', { awslogs: { data: gzipSync(JSON.stringify(message)).toString('base64') } })
      .then(
        () => 'answered',
        (error: unknown) => String(error),
      );
    const stored = await readLog(host.api, id);
    const expected = logOf(records);
    await finish(id, lease, 'SUCCEEDED', { logLines: expected.size, logHash: expected.hash });
    return {
      did: `${count(number)} events in one delivery, one of them of 1.2 MB, 2 that are no records; every 50th of 12 KB`,
      measured: `${outcome}; ${count(number - stored.size)} lines lost, hash ${stored.hash === expected.hash ? 'equal' : 'DIFFERS'}`,
      ok: stored.hash === expected.hash && outcome === 'answered',
    };
  },
};
