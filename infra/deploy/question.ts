/** The one question that a command asks. Where nobody can answer, it is an error that says which flag answers it. */
import { confirm, isCancel, text } from '@clack/prompts';
import { DeployError } from './failures';

/** True where a person can answer. */
const canAsk = ({ json }: { json: boolean }): boolean =>
  !json && process.stdin.isTTY === true && process.stdout.isTTY === true;

/**
 * Asks for a yes.
 *
 * @throws DeployError `command.not_confirmed` where nobody can be asked, `command.declined` for a no
 */
export const askYes = async (message: string, ask: { command: string; json: boolean }): Promise<void> => {
  if (!canAsk(ask))
    throw new DeployError('command.not_confirmed', { command: ask.command, flag: '-- --yes' });
  const answer = await confirm({ message });
  if (isCancel(answer) || !answer) throw new DeployError('command.declined', { command: ask.command });
};

/**
 * Asks for a name, typed, before what cannot be undone.
 *
 * @throws DeployError `command.not_confirmed` where nobody can be asked, `destroy.wrong_name` for anything else than the name
 */
export const askName = async (
  message: string,
  name: string,
  ask: { command: string; json: boolean; flag: string },
): Promise<void> => {
  if (!canAsk(ask)) throw new DeployError('command.not_confirmed', { command: ask.command, flag: ask.flag });
  const answer = await text({ message, placeholder: name });
  if (isCancel(answer)) throw new DeployError('command.declined', { command: ask.command });
  if (answer.trim() !== name) throw new DeployError('destroy.wrong_name', { command: ask.command, name });
};
