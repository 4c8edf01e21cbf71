/** Accessibility of a page, judged by axe. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe is asked: everything, or what colours alone decide. */
type Questions = 'all' | 'colours';

const optionsOf: Record<Questions, RunOptions> = {
  all: { resultTypes: ['violations'] },
  colours: { resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] },
};

/** What axe finds wrong with the page as it stands, one line each: the rule, and where. */
export const accessibilityProblems = async (page: Page, questions: Questions = 'all'): Promise<string[]> => {
  // The page's content policy allows no foreign script; the debugger's way in is not bound by it.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(await readFile(script, 'utf8'));
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify(optionsOf[questions])})`,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
};
