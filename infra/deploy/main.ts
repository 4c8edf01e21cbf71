/** The commands, as the scripts load them. */
import { deploy } from './deploy';
import { destroy } from './destroy';
import { runCommand } from './program';
import { smoke } from './smoke';

/** What a script hands over. */
interface Start {
  root: string;
  argv: readonly string[];
}

/** What `npm run doctor` asks of an installation. */
export { inspect } from './doctor';

/** Every command by its name. */
export const commands = {
  deploy: (start: Start) => runCommand('deploy', deploy, start),
  destroy: (start: Start) => runCommand('destroy', destroy, start),
  smoke: (start: Start) => runCommand('smoke', smoke, start),
};
