/** The CDK's command line as a child process: it puts the stacks together, publishes their files, and hands them to CloudFormation. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { asDetail } from './explain-aws';

/** How a run of the CDK ended. */
export interface CdkResult {
  code: number;
  lines: string[];
}

// eslint-disable-next-line no-control-regex -- what colours a terminal
const colours = /\u001b\[[0-9;]*m/g;

/**
 * What went wrong, out of what the CDK printed: the line that it marks, else the last error, else its last words. Pure.
 *
 * @returns text for the middle of a sentence
 */
export const cdkProblem = (lines: readonly string[]): string => {
  const plain = lines.map((line) => line.replace(colours, '').trim()).filter((line) => line !== '');
  const marked = plain.find((line) => line.startsWith('❌'));
  const error = plain.find((line) => /^(?:\w*Error|\[Error[^\]]*\])\b/.test(line));
  const text = (marked ?? error ?? plain.at(-1) ?? '')
    .replace(/^❌\s*/, '')
    .replace(/^\S+ failed: /, '')
    .replace(/^(?:_?\w*Error|\[Error[^\]]*\]):?\s*/, '');
  return asDetail(text);
};

/** Runs the CDK with these arguments; lines go to `onLine` as they come. */
export type Cdk = (args: readonly string[], onLine?: (line: string) => void) => Promise<CdkResult>;

/** The CDK in `infra/` of a copy of Trellis. Ctrl+C reaches it too. */
export const cdkOf =
  (root: string): Cdk =>
  (args, onLine = () => undefined) =>
    new Promise((resolve) => {
      const infra = `${root}/infra`;
      const program = `${infra}/node_modules/aws-cdk/bin/cdk`;
      const child = spawn(process.execPath, [program, ...args, '--no-color', '--no-notices'], {
        cwd: infra,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const lines: string[] = [];
      const take = (rest: { text: string }, data: string): void => {
        const parts = (rest.text + data).split('\n');
        rest.text = parts.pop() ?? '';
        for (const line of parts) {
          lines.push(line);
          onLine(line);
        }
      };
      const rests = [child.stdout, child.stderr].map((stream) => {
        const rest = { text: '' };
        stream.setEncoding('utf8').on('data', (data: string) => take(rest, data));
        return rest;
      });
      child.on('error', (error) => resolve({ code: 127, lines: [error.message] }));
      child.on('close', (code) => {
        for (const rest of rests) if (rest.text !== '') take(rest, '\n');
        resolve({ code: code ?? 1, lines });
      });
    });

interface Manifest {
  artifacts: Record<string, { type: string; properties?: { stackName?: string; templateFile?: string } }>;
}

/** A stack of a cloud assembly. */
export interface SynthesizedStack {
  /** What the CDK calls it. */
  id: string;
  stackName: string;
  /** How many resources it has, by type. */
  resources: Map<string, number>;
}

/** The stacks that were put together in a directory, by the names that they have in the account. */
export const readAssembly = (directory: string): Map<string, SynthesizedStack> => {
  const manifest = JSON.parse(readFileSync(`${directory}/manifest.json`, 'utf8')) as Manifest;
  const stacks = new Map<string, SynthesizedStack>();
  for (const [id, { type, properties }] of Object.entries(manifest.artifacts)) {
    if (type !== 'aws:cloudformation:stack') continue;
    const stackName = properties?.stackName ?? id;
    const file = `${directory}/${properties?.templateFile ?? `${id}.template.json`}`;
    const template = JSON.parse(readFileSync(file, 'utf8')) as {
      Resources?: Record<string, { Type: string }>;
    };
    const resources = new Map<string, number>();
    for (const { Type } of Object.values(template.Resources ?? {}))
      resources.set(Type, (resources.get(Type) ?? 0) + 1);
    stacks.set(stackName, { id, stackName, resources });
  }
  return stacks;
};
