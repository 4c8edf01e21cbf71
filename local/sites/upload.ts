/** What a deploy command sends: parsed once, here, and trusted from here on. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { TrellisError } from '../../core/errors';
import { assertFilePath } from './names';

/** A deploy command's request may be this large. */
export const uploadLimitBytes = 50 * 1024 * 1024;

const uploadSchema = z.strictObject({
  handler: z
    .string()
    .regex(/^[A-Za-z0-9_./-]+\.[A-Za-z_$][\w$]*$/, 'is not of the form path/to/file.function'),
  files: z
    .array(z.strictObject({ path: z.string(), content: z.base64() }))
    .min(1)
    .max(5000),
  variables: z
    .record(z.string().regex(/^[A-Za-z_]\w{0,127}$/, 'is not a name of a variable'), z.string().max(32_768))
    .default({}),
});

/** Everything a site is made of. */
export interface Upload {
  /** As Lambda writes it: path without its ending, a dot, the name of the export. */
  handler: string;
  files: { path: string; content: Buffer }[];
  /** The only environment variables that the application sees. */
  variables: Record<string, string>;
}

/** Reads a request's body up to a limit; undefined when it is longer (the rest is thrown away). */
export const readBody = async (request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
    request.resume();
    return undefined;
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= limitBytes) parts.push(part);
  }
  return size <= limitBytes ? Buffer.concat(parts) : undefined;
};

const invalid = (problem: string): TrellisError =>
  new TrellisError('input.invalid', { field: 'body', problem });

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalid('is no JSON');
  }
};

/** No path twice, and none that is a file here and a folder there. */
const assertNoClash = (paths: string[]): void => {
  const known = new Set(paths);
  const folders = paths.flatMap((path) =>
    path
      .split('/')
      .slice(0, -1)
      .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
  );
  if (known.size !== paths.length) throw invalid('holds the same path twice');
  if (folders.some((folder) => known.has(folder)))
    throw invalid('holds a path that is both a file and a folder');
};

/**
 * The body of a deploy command's PUT: `{ handler, files: [{ path, content (base64) }], variables }`.
 *
 * @throws TrellisError `input.invalid`, `input.too_large`
 */
export const parseUpload = (body: Buffer | undefined): Upload => {
  if (body === undefined) throw new TrellisError('input.too_large', { field: 'body', limit: '50 MB' });
  const parsed = uploadSchema.safeParse(parseJson(body));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(`${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not understood'}`.trim());
  }
  const { handler, files, variables } = parsed.data;
  assertFilePath(handler);
  for (const { path } of files) assertFilePath(path);
  assertNoClash(files.map(({ path }) => path));
  return {
    handler,
    variables,
    files: files.map(({ path, content }) => ({ path, content: Buffer.from(content, 'base64') })),
  };
};
