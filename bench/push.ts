/** From a commit in a watched repository to the first line that a process of its deployment prints. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogPage } from '../generated/schema';
import { Repository } from '../e2e/support/repository';
import type { Trellis } from '../e2e/support/trellis';
import type { Row } from './report';
import { percentile } from './statistics';

const rounds = 10;
const chunks = `query ($id: ID!) { logs(deploymentId: $id) { chunks { step time } } }`;

/** Pushes ten commits, one after the other. */
export const measurePush = async (trellis: Trellis): Promise<Row[]> => {
  const repository = await Repository.withScripts({ deploy: 'node -e 0' });
  const app = await trellis.givenApp('bench-push', repository, {
    installCommand: 'node -p process.version',
    deployCommand: 'node -p process.version',
  });
  const development = app.in('development');
  await development.run('deploy');
  const toProcess: number[] = [];
  const toCommand: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const commit = await repository.commit(`feat: round ${round}`);
    const { mtimeMs: pushed } = await stat(join(repository.path, '.git/refs/heads/main'));
    const { id } = await development.deploymentOf(commit);
    await development.ends(id);
    const { logs } = await trellis.api.send<{ logs: LogPage }>(chunks, { id });
    const first = (step?: string): number =>
      logs.chunks.find((chunk) => step === undefined || chunk.step === step)?.time ?? Number.NaN;
    toProcess.push(first() - pushed);
    toCommand.push(first('INSTALL') - pushed);
  }
  return [
    {
      what: `push → first process output (p50 of ${rounds})`,
      value: percentile(toProcess, 0.5),
      unit: 'ms',
      aim: { is: 'at most', value: 250 },
    },
    {
      what: `push → first output of a command of the repository (p50 of ${rounds})`,
      value: percentile(toCommand, 0.5),
      unit: 'ms',
    },
  ];
};
