/** A long log on its way to readers: over connections that break, and into a file. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '../generated/schema';
import { logSourceOf } from '../log-client/api-source';
import { followLog, type FollowEnd } from '../log-client/follow-log';
import { accessibilityProblems } from './support/axe';
import { useDashboard } from './support/dashboard';
import { flakySockets } from './support/flaky-socket';
import { connectTo } from './support/realtime';
import { Gates } from './support/scripts';
import { useTrellis } from './support/trellis';

const trellis = useTrellis();
const dashboard = useDashboard(trellis);
const lines = 100_000;
/** Prints in bursts, so that connections break in the middle of it and not before or after. */
const burst = 1_000;
const flood = `await gate('go');
for (let i = 0; i < ${lines}; i += ${burst}) {
  let text = '';
  for (let j = i; j < i + ${burst}; j++) text += 'line ' + j + ' of the flood\\n';
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  await new Promise((resolve) => setTimeout(resolve, 80));
}`;

let deployment: Deployment;
let followed: {
  texts: string[];
  seqs: number[];
  end: FollowEnd | undefined;
  cuts: number;
};

/** Follows a deployment's log over a network that breaks. */
const follow = async (id: string): Promise<typeof followed> => {
  const { Socket, cuts } = flakySockets(12, 7);
  const socket = connectTo(trellis.host, Socket);
  const source = logSourceOf(
    {
      query: (text, variables) => trellis.api.send(text, variables),
      subscribe: socket.subscribe.bind(socket),
    },
    id,
  );
  const seen: typeof followed = { texts: [], seqs: [], end: undefined, cuts: 0 };
  const createSha256 = () => {
    const hash = createHash('sha256');
    return { update: (text: string) => hash.update(text), digest: () => hash.digest('hex') };
  };
  for await (const event of followLog(source, { createHash: createSha256 })) {
    if (event.type === 'lines') {
      for (const { text, seq } of event.lines) {
        seen.texts.push(text);
        seen.seqs.push(seq);
      }
    } else if (event.type === 'end') seen.end = event;
  }
  return { ...seen, cuts: cuts() };
};

beforeAll(async () => {
  const gates = new Gates();
  await gates.prepare();
  const app = await gates.givenApp(trellis, 'flood', flood);
  const { id } = await app.in('development').start('deploy');
  const following = follow(id);
  await gates.reached(trellis, id, 'go');
  await gates.open('go');
  followed = await following;
  deployment = await app.in('development').ends(id);
  await gates.remove();
});

describe('a reader whose connection breaks again and again during a flood of lines', () => {
  it('ends with every line once and in order, and with the hash of the builder', () => {
    const { texts, seqs, end } = followed;
    // How many there are is up to the machine: the slower it is, the fewer messages come one by one.
    expect(followed.cuts).toBeGreaterThan(5);
    expect(texts.filter((text) => text.startsWith('line '))).toEqual(
      Array.from({ length: lines }, (_, index) => `line ${index} of the flood`),
    );
    expect(seqs).toEqual(Array.from(seqs.keys()));
    expect(end).toMatchObject({
      ended: true,
      complete: true,
      gaps: [],
      lines: deployment.logLines,
      hash: deployment.logHash,
    });
  });
});

describe('the download of a log', () => {
  it.each([1280, 390])('at a width of %d is the file that the builder wrote', async (width) => {
    const { page, ...visitor } = dashboard();
    // The dialog of the operating system cannot be answered here; without it the browser saves a file by itself.
    await page.addInitScript('delete window.showSaveFilePicker');
    await page.setViewportSize({ width, height: 900 });
    await dashboard().openDeployment(deployment.id);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    const file = await saving;

    expect(file.suggestedFilename()).toBe(`flood-development-${deployment.id.slice(-8).toLowerCase()}.log`);
    const stream = await file.createReadStream();
    const bytes = await buffer(stream);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(deployment.logHash);
    await page.getByText('checked against the builder’s hash').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(visitor.complaints).toEqual([]);
  });

  it('goes straight into the file that was chosen, shows how far it is, and keeps nothing when it is stopped', async () => {
    const { page } = dashboard();
    await page.setViewportSize({ width: 390, height: 900 });
    // A file of the page's own takes the place of the dialog's.
    await page.addInitScript(`window.showSaveFilePicker = async ({ suggestedName }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });`);
    // While it is held, the second half of the log waits until the journey has looked.
    const held: (() => Promise<void>)[] = [];
    let isHeld = false;
    await page.route('**/graphql', async (route) => {
      const body = route.request().postDataJSON() as {
        operationName?: string;
        variables?: { fromSeq?: number };
      };
      const isLater = body.operationName === 'Logs' && (body.variables?.fromSeq ?? 0) > 50_000;
      if (isLater && isHeld) held.push(() => route.continue());
      else await route.continue();
    });
    await dashboard().openDeployment(deployment.id);
    await page
      .getByText(`${(deployment.logLines ?? 0).toLocaleString('en')} lines`, { exact: true })
      .waitFor();
    isHeld = true;
    await page.getByRole('button', { name: 'Download', exact: true }).click();
    const bar = page.getByRole('progressbar', { name: 'Download of the log' });
    await bar.waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Cancel download' }).click();
    await page.getByText('Nothing was saved').waitFor();
    isHeld = false;
    for (const letGo of held) await letGo().catch(() => undefined);
    await bar.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Download', exact: true }).click();
    await page.getByText('checked against the builder’s hash').waitFor();
    const name = `flood-development-${deployment.id.slice(-8).toLowerCase()}.log`;
    const size = await page.evaluate(`navigator.storage.getDirectory()
      .then((folder) => folder.getFileHandle('${name}')).then((handle) => handle.getFile()).then(({ size }) => size)`);
    expect(size).toBe(Buffer.byteLength(followed.texts.map((text) => `${text}\n`).join('')));
    await page.unroute('**/graphql');
  });
});
