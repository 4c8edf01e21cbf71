import { expect, test } from 'vitest';
import { lostTaskError } from './task-end';

test.each([
  [{ exitCode: 137 }, 'task.killed', /killed from outside/],
  [{ stopCode: 'EssentialContainerExited', exitCode: 137 }, 'task.killed', /memory/],
  [{ stopCode: 'UserInitiated', exitCode: 137, stoppedReason: 'by Ann' }, 'task.lost', /by Ann/],
  [{ stopCode: 'SpotInterruption', exitCode: 137 }, 'task.lost', /taken away/],
  [
    { stopCode: 'EssentialContainerExited', stoppedReason: 'OutOfMemoryError: container killed' },
    'task.out_of_memory',
    /memory/,
  ],
  [
    { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError' },
    'task.start_failed',
    /CannotPull/,
  ],
  [
    {
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containerReason: 'OutOfMemoryError: Container killed due to memory usage',
      exitCode: 137,
    },
    'task.out_of_memory',
    /memory/,
  ],
  [
    {
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'Task failed to start',
      containerReason: 'CannotPullContainerError: not found',
    },
    'task.start_failed',
    /CannotPull/,
  ],
  [{ stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Scaling activity' }, 'task.lost', /Scaling/],
  [{ stopCode: 'UserInitiated', stoppedReason: 'Trellis is stopping' }, 'task.lost', /Trellis is stopping/],
  [{ stopCode: 'SpotInterruption' }, 'task.lost', /taken away/],
  [{ stopCode: 'EssentialContainerExited', exitCode: 1 }, 'task.lost', /exit code 1/],
  [{}, 'task.lost', /gone/],
])('%j is told in words that say what to do', (task, code, words) => {
  const error = lostTaskError(task);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(words);
  expect(error.nextStep).toMatch(/\.$/);
});
