import { describe, expect, test } from 'vitest';
import { DeployError } from './failures';
import { createOutput, type Stream } from './output';

const capture = (isTTY = false): Stream & { text: string } => ({
  text: '',
  isTTY,
  write(part: string) {
    this.text += part;
  },
});

describe('what a command prints', () => {
  test('with --json standard output holds one document and nothing else', async () => {
    const [out, err] = [capture(), capture()];
    const output = createOutput({ json: true }, { out, err });
    output.say('hello');
    await output.step('Looking', (tell) => Promise.resolve(tell('at it')));
    output.finish({ ok: true }, 'done');
    expect(JSON.parse(out.text)).toEqual({ ok: true });
    expect(err.text).toBe('hello\n  Looking\n    at it\n');
  });

  test('a failure with --json is a document too, and people still read it', () => {
    const [out, err] = [capture(), capture()];
    createOutput({ json: true }, { out, err }).fail(new DeployError('aws.clock'));
    expect(JSON.parse(out.text)).toMatchObject({ ok: false, error: { code: 'aws.clock' } });
    expect(err.text).toContain('Next: Set the clock');
  });

  test('without a terminal each detail is a line, once', async () => {
    const out = capture();
    await createOutput({ json: false }, { out, err: capture() }).step('Waiting', (tell) => {
      for (const detail of ['one', 'one', 'two']) tell(detail);
      return Promise.resolve();
    });
    expect(out.text).toBe('  Waiting\n    one\n    two\n');
  });

  test('on a terminal the line is rewritten and ends with a mark', async () => {
    const out = capture(true);
    await createOutput({ json: false }, { out, err: capture() }).step('Waiting', () => Promise.resolve());
    expect(out.text).toMatch(/… Waiting\r.*✓.*Waiting.*s\)/);
  });

  test('what failed is still what was being done; what ended is not', async () => {
    const output = createOutput({ json: false }, { out: capture(), err: capture() });
    await output.step('First', () => Promise.resolve());
    expect(output.doing).toBeUndefined();
    await expect(output.step('Second', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(output.doing).toBe('Second');
  });
});
