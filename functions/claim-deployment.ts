/** `Mutation.claimDeployment`: a builder takes its job, once. */
import * as z from 'zod/mini';
import { artifactToRead, keepsArtifact } from '../core/artifact';
import { TrellisError } from '../core/errors';
import { fingerprintOf } from '../core/fingerprint';
import { HEARTBEAT_SECONDS } from '../core/heartbeat';
import { teardownTarget } from '../core/pipeline';
import type { DeploymentRecord, EnvironmentRecord, VariableRecord } from '../core/records';
import { sameText } from '../core/same-text';
import { artifactReadUrl } from './adapters/artifacts';
import { fieldHandler } from './adapters/field-handler';
import { hashOf, newSecret, now } from './adapters/ids';
import { id } from './adapters/input';
import { readSecret, variableSecret } from './adapters/secrets';
import { getApp } from './adapters/store/apps';
import { findDeployment, moveDeployment } from './adapters/store/deployments';
import { rereadEnvironment } from './adapters/store/environments';
import { variablesOf } from './adapters/store/variables';
import { repositoryOf } from './engine/open-repository';

/** How long a token for the clone is still valid, at least. */
const CLONE_TOKEN_MS = 30 * 60_000;

const problemOf = ({ message, nextStep }: TrellisError) => ({ message, nextStep });

/** A time so many days later. */
const daysAfter = (time: string, days: number): string =>
  new Date(Date.parse(time) + days * 24 * 3_600_000).toISOString();

const refuse = (detail: string): TrellisError => new TrellisError('deployment.claim_refused', { detail });

const checkedClaim = async (deploymentId: string, claimHash: string): Promise<DeploymentRecord> => {
  const deployment = await findDeployment(deploymentId);
  if (!deployment) throw refuse('there is none of that id');
  if (deployment.status !== 'STARTING' || deployment.claimHash === null)
    throw refuse('it was claimed before or has ended');
  if (!sameText(deployment.claimHash, claimHash)) throw refuse('the claim token is not its own');
  return deployment;
};

const jobVariables = async (environmentId: string, variables: readonly VariableRecord[]) => {
  const jobs = await Promise.all(
    variables.map(async ({ name, secret, value }) => {
      const known = secret ? await readSecret(variableSecret(environmentId, name)) : value;
      return known === undefined || known === null ? [] : [{ name, value: known, secret }];
    }),
  );
  return jobs.flat();
};

/** What is removed is what is live when the removal starts, whatever was live when it was asked for. */
const currentSource = async (
  deployment: DeploymentRecord,
  environment: EnvironmentRecord,
): Promise<Pick<DeploymentRecord, 'commit' | 'branch' | 'artifactKey' | 'sourceDeploymentId'>> => {
  const target = deployment.kind === 'TEARDOWN' ? teardownTarget(environment) : null;
  if (!target || target.id === deployment.sourceDeploymentId) return deployment;
  const source = await findDeployment(target.id);
  return {
    commit: target.commit,
    branch: target.branch,
    artifactKey: source?.artifactKey ?? null,
    sourceDeploymentId: target.id,
  };
};

/** How commands get into their AWS account; its credentials are asked for when a command is about to need them. */
const jobTarget = ({ target }: EnvironmentRecord) =>
  target ? { region: target.region, asVariables: target.kind === 'KEYS' || target.asVariables } : null;

/**
 * What is kept is read at once, so its address comes with the job. Where to keep something is asked for when there is something to keep:
 * an address lives no longer than the session of the role that signed it, and a build may.
 */
const jobArtifact = async (run: Pick<DeploymentRecord, 'kind' | 'artifactKey'>) => {
  const key = artifactToRead(run);
  return {
    artifactUrl: key === null ? null : await artifactReadUrl(key),
    keepsArtifact: keepsArtifact(run),
  };
};

export const handler = fieldHandler({
  permission: 'internal',
  args: z.object({ deploymentId: id, claimToken: z.string().check(z.minLength(1), z.maxLength(200)) }),
  run: async ({ deploymentId, claimToken }) => {
    const claimHash = hashOf(claimToken);
    const deployment = await checkedClaim(deploymentId, claimHash);
    const { appId, environmentId, environmentName } = deployment;
    const [environment, app, kept] = await Promise.all([
      rereadEnvironment({ id: environmentId, appId, name: environmentName }),
      getApp(appId),
      variablesOf(environmentId),
    ]);
    if (environment.active?.id !== deploymentId) throw refuse('another deployment holds the environment');
    const source = await currentSource(deployment, environment);
    // What may fail comes before the claim is taken: a builder whose call was lost claims again.
    const [artifact, variables, repository] = await Promise.all([
      jobArtifact({ kind: deployment.kind, artifactKey: source.artifactKey }),
      jobVariables(environmentId, kept),
      repositoryOf(app, CLONE_TOKEN_MS),
    ]);

    const lease = newSecret();
    const startedAt = now();
    const claimed = await moveDeployment(
      deploymentId,
      'RUNNING',
      {
        claimHash: null,
        leaseHash: hashOf(lease),
        startedAt,
        heartbeatAt: startedAt,
        logExpiresAt: daysAfter(startedAt, environment.settings.logDays),
        commit: source.commit,
        branch: source.branch,
        artifactKey: source.artifactKey,
        sourceDeploymentId: source.sourceDeploymentId,
        fingerprint:
          source.commit &&
          fingerprintOf({
            commit: source.commit.hash,
            app,
            settings: environment.settings,
            variables: kept,
            target: environment.target?.revision,
          }),
        targetRevision: environment.target?.revision ?? null,
      },
      {
        expression: '#claim = :claim AND cancelRequested = :no',
        names: { '#claim': 'claimHash' },
        values: { ':claim': claimHash, ':no': false },
      },
    );
    if (!claimed) throw refuse('it was claimed before or has ended');
    return {
      deploymentId,
      lease,
      kind: claimed.kind,
      appName: app.name,
      environmentName,
      repository: app.repository,
      branch: claimed.branch,
      commit: claimed.commit?.hash ?? null,
      directory: app.directory,
      framework: app.framework,
      settings: environment.settings,
      unlock: environment.interrupted,
      cloneToken: repository.token ?? null,
      cloneProblem: repository.refusal ? problemOf(repository.refusal) : null,
      variables,
      target: jobTarget(environment),
      ...artifact,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    };
  },
});
