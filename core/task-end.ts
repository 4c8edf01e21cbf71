/** Why a builder is gone, in words: from what ECS says of its stopped task. */
import { TrellisError } from './errors';
import { brief } from './names';

/** What is known of a stopped task. */
export interface StoppedTask {
  stopCode?: string | null;
  stoppedReason?: string | null;
  exitCode?: number | null;
  /** Why its container ended: that its memory was used up, or that its image could not be had, stands here only. */
  containerReason?: string | null;
}

/** The builder's container among those of a task, as ECS describes it. */
interface Container {
  name?: string | null;
  exitCode?: number | null;
  reason?: string | null;
}

/** What ECS tells of a task, in an event or when it is asked. */
export interface DescribedTask {
  stopCode?: string | null;
  stoppedReason?: string | null;
  containers?: readonly Container[] | null;
}

/** What matters of it. */
export const stoppedTaskOf = ({ stopCode, stoppedReason, containers }: DescribedTask): StoppedTask => {
  const builder = containers?.find(({ name }) => name === 'builder') ?? containers?.[0];
  return { stopCode, stoppedReason, exitCode: builder?.exitCode, containerReason: builder?.reason };
};

/** 128 and the number of SIGKILL. What sent it the code does not say: a person, a supervisor, or a kernel without memory. */
const KILLED = 137;

const sentence = (text: string | null | undefined): string => brief(text ?? '').replace(/[.\s]+$/, '');

/** What ended a task whose builder did not report an end. */
export const lostTaskError = (task: StoppedTask): TrellisError => {
  const said = sentence(task.stoppedReason);
  const ofContainer = sentence(task.containerReason);
  if (/OutOfMemory/i.test(`${said} ${ofContainer}`)) return new TrellisError('task.out_of_memory');
  const lost = (detail: string) => new TrellisError('task.lost', { detail });
  switch (task.stopCode) {
    case 'TaskFailedToStart':
      return new TrellisError('task.start_failed', { detail: ofContainer || said || 'no reason was given' });
    case 'UserInitiated':
      return lost(said === '' ? 'its task was stopped by hand' : said);
    case 'ServiceSchedulerInitiated':
      return lost(said === '' ? 'its task was stopped by a service' : said);
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
