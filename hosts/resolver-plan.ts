/** Which data source answers a field, read from `wiring.ts`; the same for every host. */
import { functionFields, localFields, pipelineFields, type FunctionName } from '../wiring';

/** What a resolver talks to: the table, a function, or nothing. */
type ResolverSource = 'table' | 'none' | { function: FunctionName };

/** One part of a pipeline; parts talk to the table. */
export interface PipelinePart {
  name: string;
  /** Its file below `resolvers/`. */
  file: string;
}

/** How one field is answered. */
export interface FieldPlan {
  type: string;
  field: string;
  /** Its file below `resolvers/`. */
  file: string;
  source: ResolverSource;
  /** The functions that it runs in order; undefined for a resolver of its own. */
  pipeline?: PipelinePart[];
}

const entry = (wiring: object, field: string): unknown => (wiring as Record<string, unknown>)[field];

const isLocal = (field: string): boolean => (localFields as readonly string[]).includes(field);

const sourceOf = (field: string): ResolverSource => {
  if (isLocal(field)) return 'none';
  const name = entry(functionFields, field) as FunctionName | undefined;
  return name === undefined ? 'table' : { function: name };
};

const partOf = (name: string): PipelinePart => ({ name, file: `functions/${name}.ts` });

const planOf = (file: string): FieldPlan => {
  const whole = file.replace(/\.ts$/, '');
  const [type = '', field = ''] = whole.split('.');
  const parts = entry(pipelineFields, whole) as readonly string[] | undefined;
  if (parts) return { type, field, file, source: 'none', pipeline: parts.map(partOf) };
  return { type, field, file, source: sourceOf(whole) };
};

/** How each field with a resolver file is answered. */
export const resolverPlan = (files: readonly string[]): FieldPlan[] =>
  files.filter((file) => !file.includes('/')).map(planOf);
