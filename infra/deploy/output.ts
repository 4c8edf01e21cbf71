/** What a command prints: lines of progress for people, and with `--json` one document for scripts, progress aside. */
import { performance } from 'node:perf_hooks';
import pc from 'picocolors';
import type { DeployError } from './failures';

/** Where text goes; a terminal may have a line rewritten. */
export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
}

/** How the work that goes on says where it is. */
export type Tell = (detail: string) => void;

/** A command's voice. */
export interface Output {
  say(line: string): void;
  /** Says what is being done, does it, says how long it took. */
  step<T>(title: string, work: (tell: Tell) => Promise<T>): Promise<T>;
  /** The last word: the document with `--json`, else the text. */
  finish(document: object, text: string): void;
  fail(error: DeployError): void;
  /** What is being done now, for who interrupts it. */
  readonly doing: string | undefined;
}

const clearLine = '\r\u001b[K';

const fit = (text: string, columns: number): string =>
  text.length > columns ? `${text.slice(0, columns - 1)}…` : text;

/** Makes the voice of a run. */
export const createOutput = (
  { json }: { json: boolean },
  streams: { out: Stream; err: Stream } = { out: process.stdout, err: process.stderr },
): Output => {
  const progress = json ? streams.err : streams.out;
  const terminal = progress.isTTY === true;
  const colors = pc.createColors(terminal && pc.isColorSupported);
  let doing: string | undefined;
  let detailShown = '';

  const step = async <T>(title: string, work: (tell: Tell) => Promise<T>): Promise<T> => {
    const started = performance.now();
    const took = (): string => colors.dim(`(${((performance.now() - started) / 1000).toFixed(1)} s)`);
    doing = title;
    detailShown = '';
    progress.write(terminal ? `  … ${title}` : `  ${title}\n`);
    const tell: Tell = (detail) => {
      if (terminal) progress.write(`${clearLine}  … ${title} ${colors.dim(fit(detail, 100 - title.length))}`);
      else if (detail !== detailShown) progress.write(`    ${detail}\n`);
      detailShown = detail;
    };
    try {
      const result = await work(tell);
      if (terminal) progress.write(`${clearLine}  ${colors.green('✓')} ${title} ${took()}\n`);
      doing = undefined;
      return result;
    } catch (error) {
      if (terminal) progress.write(`${clearLine}  ${colors.red('✗')} ${title} ${took()}\n`);
      throw error;
    }
  };

  return {
    say: (line) => void progress.write(`${line}\n`),
    step,
    finish: (document, text) => {
      if (json) streams.out.write(`${JSON.stringify(document, undefined, 2)}\n`);
      else progress.write(`${text}\n`);
    },
    fail: (error) => {
      streams.err.write(`\n${error.message}\nNext: ${error.nextStep}\n`);
      if (json) streams.out.write(`${JSON.stringify({ ok: false, error: error.toBody() }, undefined, 2)}\n`);
    },
    get doing() {
      return doing;
    },
  };
};
