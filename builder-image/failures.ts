/** Why a deployment failed, in a sentence with a next step. */
import type { TrellisError } from '../core/errors';
import type { ApiRefusal } from './api';
import type { StepName } from '../core/records';
import type { CommandEnd } from './run-command';

/** A reason and what to do about it. */
export interface Failure {
  reason: string;
  nextStep: string;
}

interface Words {
  what: string;
  nextStep: string;
}

const words: Record<StepName, Words> = {
  CLONE: { what: 'The clone failed', nextStep: 'Check the address of the repository and deploy again.' },
  INSTALL: {
    what: 'Installing dependencies failed',
    nextStep: 'Read the end of the log; when the lock file is out of date, update and push it.',
  },
  TEST: { what: 'Tests failed', nextStep: 'Read the end of the log, fix the tests and push again.' },
  BUILD: { what: 'The build failed', nextStep: 'Read the end of the log, fix the build and push again.' },
  DEPLOY: {
    what: 'The deploy command failed',
    nextStep: 'Read the end of the log; what was live before may still be live.',
  },
  OUTPUTS: { what: 'Reading the outputs failed', nextStep: 'Deploy again.' },
};

const removal: Words = {
  what: 'The remove command failed',
  nextStep: 'Read the end of the log, then tear the environment down again.',
};

/** How a command ended, as the end of a sentence. */
const describe = (end: CommandEnd): string => {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.code}`;
    case 'killed':
      return `was ended by ${end.signal}`;
    case 'not_started':
      return `could not be started (${end.detail})`;
    case 'stopped':
      return 'was stopped';
  }
};

/** What some exit codes say about the cause. */
const hint = (end: CommandEnd): string | undefined => {
  if (end.kind === 'exited' && end.code === 127)
    return 'A program was not found: install it in an earlier step, or correct the command in the settings.';
  if (end.kind === 'exited' && end.code === 126) return 'A program is not executable: correct its file mode.';
  if ((end.kind === 'killed' && end.signal === 'SIGKILL') || (end.kind === 'exited' && end.code === 137))
    return 'Something killed it, most often for lack of memory: give the builder more, or let the command use less.';
  return undefined;
};

/** A command, short enough for a sentence. */
const brief = (command: string): string => {
  const line = command.split('\n')[0] ?? '';
  return line.length > 80 || line !== command ? `${line.slice(0, 80)}…` : line;
};

/** Why a step's command failed. */
export const commandFailure = (
  name: StepName,
  removes: boolean,
  command: string,
  end: CommandEnd,
): Failure => {
  const { what, nextStep } = removes && name === 'DEPLOY' ? removal : words[name];
  return { reason: `${what}: \`${brief(command)}\` ${describe(end)}.`, nextStep: hint(end) ?? nextStep };
};

/** An error of the catalogue as a failure. */
export const failureOf = ({ message, nextStep }: TrellisError): Failure => ({ reason: message, nextStep });

/** What the API refused with, as a failure. */
export const failureOfRefusal = ({ message, nextStep }: ApiRefusal): Failure => ({
  reason: message,
  nextStep: nextStep ?? 'Deploy again.',
});

/** A newer deployment took the environment over. */
export const notCurrent: Failure = {
  reason: 'A newer deployment took over the environment before this one deployed anything.',
  nextStep: 'Nothing to do: look at the newer deployment.',
};

/** The API did not answer the question that comes before a deploy command. */
export const notConfirmed: Failure = {
  reason: 'The API did not confirm that this deployment may still deploy, so it did not.',
  nextStep: 'Deploy again.',
};

/** The platform ended the task. */
export const taskEnded: Failure = {
  reason: 'The builder was told to stop before the deployment had ended.',
  nextStep: 'Deploy again; the log shows how far it came.',
};

/** There is no place to work in. */
export const noWorkspace = (error: unknown): Failure => ({
  reason: `The workspace could not be made: ${error instanceof Error ? error.message : 'unknown'}.`,
  nextStep: 'Make room on the disk of the builder, then deploy again.',
});

/** A defect of the builder; what it was stands in the task's own output. */
export const unexpected: Failure = {
  reason: 'The builder met an unexpected failure.',
  nextStep: 'Deploy again; when it repeats, report it with the time of day.',
};
