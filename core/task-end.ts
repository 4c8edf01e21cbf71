/** Why a builder is gone, in words: from what ECS says of its stopped task. */
import { TrellisError } from './errors';
import { brief } from './names';

/** What is known of a stopped task. */
export interface StoppedTask {
  stopCode?: string | null;
  stoppedReason?: string | null;
  exitCode?: number | null;
}

/** 128 and the number of SIGKILL. What sent it the code does not say: a person, a supervisor, or a kernel without memory. */
const KILLED = 137;

/** What ended a task whose builder did not report an end. */
export const lostTaskError = (task: StoppedTask): TrellisError => {
  const said = brief(task.stoppedReason ?? '').replace(/[.\s]+$/, '');
  if (/OutOfMemory/i.test(said)) return new TrellisError('task.out_of_memory');
  const lost = (detail: string) => new TrellisError('task.lost', { detail });
  switch (task.stopCode) {
    case 'TaskFailedToStart':
      return new TrellisError('task.start_failed', { detail: said === '' ? 'no reason was given' : said });
    case 'UserInitiated':
      return lost(said === '' ? 'its task was stopped by hand' : said);
    case 'SpotInterruption':
    case 'TerminationNotice':
    case 'InfrastructureHealth':
      return lost('its machine was taken away');
    default:
      if (task.exitCode === KILLED) return new TrellisError('task.killed');
      return typeof task.exitCode === 'number'
        ? lost(`it ended with exit code ${task.exitCode}`)
        : lost(said === '' ? 'its task is gone' : said);
  }
};
