/** Environments in the table. One item is lock, queue and record at once: it only changes by conditional single-item writes. */
import { TrellisError } from '../../../core/errors';
import { applyChange, type EnvironmentLock, isBusy, type LockChange } from '../../../core/lock';
import type {
  DeploymentSummary,
  EnvironmentRecord,
  PushedHead,
  Hold,
  TargetRecord,
  Watch,
} from '../../../core/records';
import { BUSY, environmentIndex, environmentKey } from '../../../core/table';
import { getItem, queryAll, updateItem, type Expression } from '../dynamo';
import { assign } from '../expressions';
import { now } from '../ids';

/** The environment of that id, perhaps some milliseconds old: writes are conditional on what was read. */
export const findEnvironment = async (id: string): Promise<EnvironmentRecord | undefined> => {
  const { gsi1pk } = environmentIndex(id);
  const [found] = await queryAll<EnvironmentRecord>({ index: 'gsi1', pk: gsi1pk });
  return found;
};

/** An environment that must exist. */
export const getEnvironment = async (id: string): Promise<EnvironmentRecord> => {
  const found = await findEnvironment(id);
  if (!found) throw new TrellisError('environment.not_found', { id });
  return found;
};

/** The environment as last written. */
export const rereadEnvironment = async (
  environment: Pick<EnvironmentRecord, 'id' | 'appId' | 'name'>,
): Promise<EnvironmentRecord> => {
  const found = await getItem<EnvironmentRecord>(environmentKey(environment.appId, environment.name));
  if (found?.id !== environment.id) throw new TrellisError('environment.not_found', { id: environment.id });
  return found;
};

/** Environments in which something runs, waits, or is not settled. */
export const busyEnvironments = (): Promise<EnvironmentRecord[]> =>
  queryAll<EnvironmentRecord>({ index: 'gsi2', pk: BUSY });

const heldBy = (lock: EnvironmentLock): Required<Expression> => {
  const part = (name: 'active' | 'queued' | 'awaiting'): Required<Expression> => {
    const id = lock[name]?.id;
    return id === undefined
      ? { expression: `#held_${name} = :none`, names: { [`#held_${name}`]: name }, values: { ':none': null } }
      : {
          expression: `#held_${name}.#id = :held_${name}`,
          names: { [`#held_${name}`]: name, '#id': 'id' },
          values: { [`:held_${name}`]: id },
        };
  };
  const parts = [part('active'), part('queued'), part('awaiting'), approved(lock)];
  return {
    expression: ['#fenceNow = :fenceNow', ...parts.map(({ expression }) => expression)].join(' AND '),
    names: Object.assign({ '#fenceNow': 'fence' }, ...parts.map(({ names }) => names)) as Names,
    values: Object.assign({ ':fenceNow': lock.fence }, ...parts.map(({ values }) => values)) as Values,
  };
};

type Names = Required<Expression>['names'];
type Values = Required<Expression>['values'];

const approved = ({ awaiting }: EnvironmentLock): Required<Expression> => ({
  expression: awaiting ? '#held_awaiting.#approved = :approved' : '#held_awaiting = :none',
  names: awaiting ? { '#approved': 'approved' } : {},
  values: awaiting ? { ':approved': awaiting.approved } : {},
});

/** No other push was judged meanwhile. */
const pushedAsRead = ({ pushed }: EnvironmentRecord): Expression => ({
  expression: pushed ? '#pushed.#looks = :looksNow' : 'attribute_not_exists(#pushed)',
  names: pushed ? { '#looks': 'looks' } : {},
  values: pushed ? { ':looksNow': pushed.looks } : {},
});

/** Settings, rules and holds are those that the decision was made by; so is what was pushed, when it is about a push. */
const asDecided = (environment: EnvironmentRecord, isPush: boolean): Required<Expression> => {
  const held = heldBy(environment);
  const pushed = isPush ? pushedAsRead(environment) : undefined;
  return {
    expression: `${held.expression} AND #updatedAt = :updatedAt${pushed ? ` AND ${pushed.expression}` : ''}`,
    names: { ...held.names, ...pushed?.names, '#updatedAt': 'updatedAt' },
    values: { ...held.values, ...pushed?.values, ':updatedAt': environment.updatedAt },
  };
};

/** What is written together with a decision. */
export interface FurtherChange {
  pausedReason?: string;
  pushed?: PushedHead;
}

/**
 * Writes a decision of `core/admission.ts`; undefined when the environment is not as it was read, so that the caller reads it
 * again and decides anew. Fence and holders name each state of the lock once, the time of the last change its settings and rules.
 */
export const changeLock = (
  environment: EnvironmentRecord,
  change: LockChange,
  further: FurtherChange = {},
): Promise<EnvironmentRecord | undefined> => {
  const { settle, ...rest } = change;
  const busy = isBusy(applyChange(environment, change));
  const decided = asDecided(environment, further.pushed !== undefined);
  const update = assign(
    { ...rest, ...further, gsi2pk: busy ? BUSY : undefined, gsi2sk: busy ? environment.id : undefined },
    decided,
  );
  if (settle) {
    update.expression = update.expression.replace('SET ', 'SET #settling.#loser = :winner, ');
    update.names = { ...update.names, '#settling': 'settling', '#loser': settle.id };
    update.values = { ...update.values, ':winner': settle.supersededBy };
  }
  return updateItem<EnvironmentRecord>(
    environmentKey(environment.appId, environment.name),
    update,
    decided.expression,
  );
};

/** Forgets a loss that the loser's own item tells now. */
export const forgetSettled = async (environment: EnvironmentRecord, loserId: string): Promise<void> => {
  await updateItem(
    environmentKey(environment.appId, environment.name),
    { expression: 'REMOVE #settling.#loser', names: { '#settling': 'settling', '#loser': loserId } },
    'attribute_exists(pk)',
  );
};

/** Shows how far the deployment that holds the environment is; nothing happens when it holds it no more. */
export const showProgress = (
  environment: Pick<EnvironmentRecord, 'appId' | 'name'>,
  summary: DeploymentSummary,
): Promise<EnvironmentRecord | undefined> =>
  updateItem<EnvironmentRecord>(
    environmentKey(environment.appId, environment.name),
    {
      expression: 'SET #active = :summary, #latest = :summary',
      names: { '#active': 'active', '#latest': 'latest', '#id': 'id' },
      values: { ':summary': summary, ':id': summary.id },
    },
    '#active.#id = :id',
  );

/** Puts a hold on an environment, or lifts it with null; undefined when the environment is gone. */
export const changeHold = (
  environment: EnvironmentRecord,
  hold: Hold | null,
): Promise<EnvironmentRecord | undefined> =>
  updateItem<EnvironmentRecord>(
    environmentKey(environment.appId, environment.name),
    assign({ hold, updatedAt: now() }),
    'attribute_exists(pk)',
  );

/**
 * Gives an environment another AWS account, or none. Undefined when its settings are not as they were read, or it is gone: then nothing
 * has changed.
 */
export const changeTarget = (
  environment: EnvironmentRecord,
  target: TargetRecord | null,
): Promise<EnvironmentRecord | undefined> =>
  updateItem<EnvironmentRecord>(
    environmentKey(environment.appId, environment.name),
    assign({ target, updatedAt: now() }, targetAsRead(environment)),
    targetAsRead(environment).expression,
  );

/** Settings and target are still those that were read. Two changes in one millisecond differ in their revision. */
const targetAsRead = ({ target, updatedAt }: EnvironmentRecord): Required<Expression> => ({
  expression: `#updatedAt = :before AND ${target ? '#target.#revision = :revision' : '(attribute_not_exists(#target) OR #target = :none)'}`,
  names: { '#updatedAt': 'updatedAt', '#target': 'target', ...(target && { '#revision': 'revision' }) },
  values: { ':before': updatedAt, ...(target ? { ':revision': target.revision } : { ':none': null }) },
});

/** Keeps what the sweeper saw. */
export const keepWatch = async (
  environment: EnvironmentRecord,
  watches: { watch?: Watch; approvalWatch?: Watch },
): Promise<void> => {
  await updateItem(
    environmentKey(environment.appId, environment.name),
    assign(watches),
    'attribute_exists(pk)',
  );
};

/** Takes an environment that needs no more care from the list of busy ones. */
export const markIdle = async (environment: EnvironmentRecord): Promise<void> => {
  const held = heldBy(environment);
  await updateItem(
    environmentKey(environment.appId, environment.name),
    assign(
      { gsi2pk: undefined, gsi2sk: undefined, watch: undefined, approvalWatch: undefined },
      { names: { ...held.names, '#settling': 'settling' }, values: { ...held.values, ':zero': 0 } },
    ),
    `${held.expression} AND size(#settling) = :zero`,
  );
};
