/** Tasks without processes: what was asked for is remembered, and a scenario plays the builder. */
import { randomBytes } from 'node:crypto';
import { ClientTokenReused, type TaskRequest, type Tasks } from '../../local/tasks/tasks';
import { taskFiles, type TaskRecord } from '../../local/tasks/task-record';

/** The tasks, and what their builders were given. */
export interface SmallTasks extends Tasks {
  /** All tasks of a deployment, the newest last, each with the variables of its container. */
  of(deploymentId: string): (TaskRecord & { environment: Record<string, string> })[];
}

/** Makes them; `folder` is where their output would be. */
export const smallTasks = (folder: string): SmallTasks => {
  const tasks = new Map<string, TaskRecord & { environment: Record<string, string> }>();
  const now = (): string => new Date().toISOString();
  return {
    of: (deploymentId) => [...tasks.values()].filter(({ startedBy }) => startedBy === deploymentId),
    run({ clientToken, startedBy, fingerprint, environment }: TaskRequest) {
      const former = [...tasks.values()].find(
        (task) => clientToken !== null && task.clientToken === clientToken,
      );
      if (former && former.requestHash !== fingerprint) throw new ClientTokenReused(former.id);
      if (former) return former;
      const id = randomBytes(16).toString('hex');
      const task = {
        id,
        clientToken,
        requestHash: fingerprint,
        startedBy,
        createdAt: now(),
        startedAt: now(),
        stoppedAt: null,
        stopCode: null,
        stoppedReason: null,
        exitCode: null,
        announced: false,
        environment,
      };
      tasks.set(id, task);
      return task;
    },
    stop(id, reason) {
      const task = tasks.get(id);
      if (task && !task.stoppedAt)
        Object.assign(task, { stoppedAt: now(), stopCode: 'UserInitiated', stoppedReason: reason });
      return task;
    },
    find: (id) => tasks.get(id),
    files: (id) => taskFiles(`${folder}/${id}`),
    running: () => [...tasks.values()].filter(({ stoppedAt }) => !stoppedAt).map(({ id }) => id),
    resume: () => undefined,
    kill: () => undefined,
    close: () => Promise.resolve(),
  };
};
