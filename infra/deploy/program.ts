/** The frame around each command: help, voice, Ctrl+C, and what a failure looks like. */
import { explainAws } from './explain-aws';
import { DeployError, exitCodes } from './failures';
import { parseOptions, typed, usage, type CommandName, type Options } from './options';
import { createOutput, type Output } from './output';

/** What a command does; its answer is the exit code. */
export type Command = (options: Options, output: Output, root: string) => Promise<number>;

/** What is left to say when someone interrupts a command. */
const interruptedNext: Record<CommandName, string> = {
  deploy:
    'CloudFormation and CodeBuild end by themselves what they have begun. Run npm run deploy again: it waits for that and goes on from there.',
  destroy:
    'CloudFormation ends by itself what it has begun. Run npm run destroy again: it waits for that and goes on from there.',
  doctor: 'Nothing was changed.',
  smoke: 'The installation may still be there: its name stands above. Remove it with npm run destroy.',
};

const onInterrupt = (name: CommandName, output: Output): void => {
  const interrupted = (): void => {
    const during = output.doing === undefined ? 'between two steps' : `during "${output.doing}"`;
    output.fail(new DeployError('command.interrupted', { during, next: interruptedNext[name] }));
    process.exit(exitCodes.interrupted);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupted);
};

/**
 * Runs a command and ends the process with its exit code.
 *
 * @param root - the repository's root, without a slash at its end
 */
export const runCommand = async (
  name: CommandName,
  command: Command,
  { root, argv }: { root: string; argv: readonly string[] },
): Promise<void> => {
  let output = createOutput({ json: argv.includes('--json') });
  try {
    const options = parseOptions(name, argv);
    if (options.help) {
      process.stdout.write(`${usage(name)}\n`);
      return;
    }
    output = createOutput(options);
    onInterrupt(name, output);
    process.exitCode = await command(options, output, root);
  } catch (error) {
    const { profile } = { profile: process.env.AWS_PROFILE };
    const operation = output.doing ?? 'The first step';
    const failure = explainAws(error, {
      operation,
      command: typed(name),
      ...(profile === undefined ? {} : { profile }),
      ...(process.env.AWS_REGION === undefined ? {} : { region: process.env.AWS_REGION }),
    });
    output.fail(failure);
    if (process.env.TRELLIS_DEBUG) console.error(error);
    process.exitCode = failure.exitCode;
  }
  // Connections that are kept open must not keep the process.
  process.exit();
};
