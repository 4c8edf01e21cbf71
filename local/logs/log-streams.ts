/** The output of all tasks on its way to the function that takes it. */
import { existsSync } from 'node:fs';
import type { Log } from '../log';
import type { TaskFiles } from '../tasks/task-record';
import { startLogTail, type LogTail } from './log-tail';
import { subscriptionEvent } from './subscription-event';

/** The streams of all tasks. */
export interface LogStreams {
  /** Follows the output of a task. */
  follow(taskId: string, files: TaskFiles): void;
  /** Resolves when all output of a task has been taken. */
  finish(taskId: string): Promise<void>;
  close(): void;
}

/** Sends what tasks print to `forward`, as subscription events. */
export const createLogStreams = (forward: (event: unknown) => Promise<unknown>, log: Log): LogStreams => {
  const tails = new Map<string, LogTail>();
  return {
    follow(taskId, files) {
      // A task that never began has no output.
      if (!existsSync(files.stdout)) return;
      tails.set(
        taskId,
        startLogTail({
          file: files.stdout,
          offsetFile: files.offset,
          take: async (batch) => {
            await forward(subscriptionEvent(taskId, batch));
          },
          onError: (error) => log.warn(`the log of task ${taskId} cannot be read`, error),
        }),
      );
    },
    async finish(taskId) {
      await tails.get(taskId)?.finish();
      tails.delete(taskId);
    },
    close() {
      for (const tail of tails.values()) tail.stop();
      tails.clear();
    },
  };
};
