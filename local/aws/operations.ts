/** How a JSON service is put together: operations by name, each with the shape of its input. */
import type { z } from 'zod';
import { AwsError } from './errors';

/** Operations by name; each takes the parsed body of a request and gives the body of the answer. */
export type Operations = Record<string, (input: unknown) => Promise<object> | object>;

/** An operation whose input is checked first; what does not fit is answered as the service would. */
export const operation =
  <Input>(
    shape: z.ZodType<Input>,
    invalidType: string,
    run: (input: Input) => Promise<object> | object,
  ): Operations[string] =>
  (input) => {
    const parsed = shape.safeParse(input);
    if (parsed.success) return run(parsed.data);
    const [issue] = parsed.error.issues;
    throw new AwsError(invalidType, `${issue?.path.join('.') ?? 'input'}: ${issue?.message ?? 'invalid'}`);
  };

/** A time as the JSON protocols write it: seconds since 1970. */
export const epochSeconds = (iso: string | null | undefined): number | undefined =>
  iso ? Date.parse(iso) / 1000 : undefined;
