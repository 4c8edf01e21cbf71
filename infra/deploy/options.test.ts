import { describe, expect, test } from 'vitest';
import { parseOptions, usage } from './options';

describe('the command line', () => {
  test('names settings, and how to run', () => {
    const argv = ['--yes', '--profile', 'team', '--region=eu-west-1', '--builder-cpu', '4096', '--json'];
    expect(parseOptions('deploy', argv)).toMatchObject({
      yes: true,
      json: true,
      profile: 'team',
      settings: { region: 'eu-west-1', builderCpu: 4096 },
    });
  });

  test('says nothing of what it does not name', () => {
    expect(parseOptions('deploy', [])).toEqual({
      json: false,
      yes: false,
      help: false,
      link: false,
      deleteData: false,
      force: false,
      settings: {},
    });
  });

  test.each([
    ['a flag that does not exist', ['--frce']],
    ['a flag of another command', ['--delete-data']],
    ['a word', ['trellis']],
    ['an empty value', ['--name=']],
    ['a text where a number belongs', ['--builder-cpu', 'many']],
    ['a flag without its value', ['--region']],
  ])('%s is refused with what is wrong', (_what, argv) => {
    expect(() => parseOptions('deploy', argv)).toThrow(
      expect.objectContaining({ code: 'command.usage', exitCode: 2 }) as Error,
    );
  });

  test('help lists the flags of its command only', () => {
    expect(usage('destroy')).toContain('--delete-data');
    expect(usage('deploy')).not.toContain('--delete-data');
  });
});
