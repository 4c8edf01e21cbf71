/** Whether the host stays as it is over a thousand deployments: its memory and its open files. */
import { readdir, readFile } from 'node:fs/promises';
import { Repository } from '../e2e/support/repository';
import { Trellis, type AppUnderTest, type Target } from '../e2e/support/trellis';
import { Ends } from './ends';
import type { Row } from './report';
import { median } from './statistics';

const deployments = 1_000;
const apps = 2;
const environments = ['development', 'staging'];

/** What the system says of a process (Linux only; NaN elsewhere). */
interface Sample {
  megabytes: number;
  files: number;
}

const sampleOf = async (pid: number): Promise<Sample> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN);
  const files = await readdir(`/proc/${pid}/fd`).catch(() => undefined);
  return { megabytes: kilobytes / 1024, files: files?.length ?? Number.NaN };
};

const givenApp = async (trellis: Trellis, name: string): Promise<AppUnderTest> => {
  const repository = await Repository.create();
  await repository.commit('feat: begin', { 'README.md': name });
  return trellis.givenApp(name, repository, { tests: false, deployCommand: 'true', removeCommand: 'true' });
};

/** A thousand deployments that do next to nothing, in four environments side by side. */
export const measureSteadiness = async (): Promise<Row[]> => {
  const trellis = new Trellis();
  await trellis.start();
  try {
    const samples: Sample[] = [];
    let begun = 0;
    let failed = 0;
    const deployAgainAndAgain = async (target: Target, ends: Ends): Promise<void> => {
      while ((begun += 1) <= deployments) {
        const { id } = await target.start('deploy');
        const { status } = await ends.end(id);
        if (status !== 'SUCCEEDED') failed += 1;
        await target.isFree();
        samples.push(await sampleOf(trellis.host.pid));
      }
    };
    const began = performance.now();
    const ofApp = async (name: string): Promise<void> => {
      const app = await givenApp(trellis, name);
      const ends = await Ends.of(trellis, app.app.id);
      await Promise.all(environments.map((environment) => deployAgainAndAgain(app.in(environment), ends)));
      await ends.close();
    };
    await Promise.all(Array.from({ length: apps }, (_, index) => ofApp(`bench-steady-${index + 1}`)));
    const minutes = (performance.now() - began) / 60_000;
    return [
      ...rowsOf(samples, failed),
      { what: 'deployments a minute', value: deployments / minutes, unit: '' },
    ];
  } finally {
    await trellis.stop();
  }
};

const rowsOf = (samples: readonly Sample[], failed: number): Row[] => {
  const quarter = (number: number): Sample[] =>
    samples.slice(((number - 1) * samples.length) / 4, (number * samples.length) / 4);
  const of = (number: number, name: keyof Sample): number =>
    median(quarter(number).map((sample) => sample[name]));
  const what = `${deployments.toLocaleString('en')} deployments`;
  return [
    {
      what: `memory of the host during ${what}, second quarter (median)`,
      value: of(2, 'megabytes'),
      unit: 'MB',
    },
    { what: 'the same, last quarter', value: of(4, 'megabytes'), unit: 'MB' },
    {
      what: 'growth of it in between',
      value: (of(4, 'megabytes') / of(2, 'megabytes') - 1) * 100,
      unit: '%',
      aim: { is: 'at most', value: 10 },
    },
    {
      what: 'growth of its open files in between',
      value: of(4, 'files') - of(2, 'files'),
      unit: 'files',
      aim: { is: 'at most', value: 0 },
    },
    {
      what: 'of these deployments that did not succeed',
      value: failed,
      unit: '',
      aim: { is: 'at most', value: 0 },
    },
  ];
};
