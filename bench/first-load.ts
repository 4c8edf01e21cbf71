/** What a browser loads of the dashboard at the first visit, compressed. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { launchBrowser } from '../e2e/support/browser';
import { Repository } from '../e2e/support/repository';
import type { Trellis } from '../e2e/support/trellis';
import type { Row } from './report';

const kinds = ['document', 'script', 'stylesheet', 'font', 'image'];
const alreadyCompressed = /\.(?:woff2|png|jpg|webp)$/;

const compressedSize = async (response: Response): Promise<number> => {
  const body = await response.body();
  return alreadyCompressed.test(new URL(response.url()).pathname)
    ? body.length
    : gzipSync(body, { level: 9 }).length;
};

/** Opens the first page with an empty cache; counts until its content stands, and then until nothing more comes. */
export const measureFirstLoad = async (trellis: Trellis): Promise<Row[]> => {
  const name = 'bench-first-load';
  await trellis.givenApp(name, await Repository.withScripts({ deploy: 'node -e 0', remove: 'node -e 0' }));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const responses: Response[] = [];
    page.on('response', (response) => {
      if (kinds.includes(response.request().resourceType()) && response.ok()) responses.push(response);
    });
    const total = async (list: readonly Response[]): Promise<number> =>
      (await Promise.all(list.map(compressedSize))).reduce((sum, size) => sum + size, 0) / 1000;
    await page.goto(trellis.host.signInLink);
    await page.getByTestId(`app-${name}`).waitFor();
    const first = responses.slice();
    await page.waitForLoadState('networkidle');
    return [
      {
        what: 'first load of the dashboard, until its content stands (gzip)',
        value: await total(first),
        unit: 'KB',
        aim: { is: 'at most', value: 300 },
      },
      { what: 'the same with everything that loads afterwards', value: await total(responses), unit: 'KB' },
    ];
  } finally {
    await browser.close();
  }
};
