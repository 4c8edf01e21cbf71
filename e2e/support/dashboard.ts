/** The dashboard in a real browser, as the signed-in owner sees it. */
import { afterAll, beforeAll, inject } from 'vitest';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import type { Trellis } from './trellis';

/** On a machine that is busy with much else. */
const patienceMs = 60_000;

/** A person at the dashboard. */
export class Visitor {
  /** What the page complained about. */
  readonly complaints: string[] = [];

  constructor(
    readonly page: Page,
    private readonly trellis: Trellis,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  /** Opens an address of the dashboard. */
  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.trellis.host.url).href);
  }

  /** Opens a deployment's page. */
  openDeployment(id: string): Promise<void> {
    return this.open(`/deployments/${id}`);
  }

  /** The log of the page. */
  get log(): Locator {
    return this.page.getByTestId('log');
  }

  /** A piece of text, wherever it stands. */
  text(text: string | RegExp): Locator {
    return this.page.getByText(text).first();
  }

  /** A button by its exact name. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** An app's row on the first page. */
  app(name: string): Locator {
    return this.page.getByTestId(`app-${name}`);
  }

  /** An environment's cell or card. */
  environment(name: string): Locator {
    return this.page.getByTestId(`env-${name}`);
  }
}

/** A page of the run's browser for a file of journeys, signed in by the link that the host printed. */
export const useDashboard = (trellis: Trellis): (() => Visitor) => {
  let browser: Browser | undefined;
  let context: BrowserContext | undefined;
  let visitor: Visitor | undefined;
  beforeAll(async () => {
    browser = await chromium.connect(inject('browserAddress'));
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    context.setDefaultTimeout(patienceMs);
    visitor = new Visitor(await context.newPage(), trellis);
    await visitor.page.goto(trellis.host.signInLink);
    await visitor.page.getByRole('main').waitFor();
  });
  afterAll(async () => {
    await context?.close();
    await browser?.close();
  });
  return () => {
    if (visitor === undefined) throw new Error('the browser is not started yet');
    return visitor;
  };
};
