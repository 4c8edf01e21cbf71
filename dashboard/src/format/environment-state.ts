/** What an environment's cell says first: is something running, did the last run fail, what is live. Pure. */
import type { DeploymentSummaryFragment } from '../gql/graphql';
import { lookOf, stepInSentence, type Look } from './status';

/** The members of an environment that decide. */
export interface EnvironmentFacts {
  active?: DeploymentSummaryFragment | null;
  queued?: DeploymentSummaryFragment | null;
  live?: DeploymentSummaryFragment | null;
  latest?: DeploymentSummaryFragment | null;
}

export interface EnvironmentState {
  look: Look;
  /** The deployment that the words are about; none when nothing was ever deployed. */
  about?: DeploymentSummaryFragment;
  /** True while `about` runs. */
  running: boolean;
  /** What is live all the same, when `about` is another deployment. */
  stillLive?: DeploymentSummaryFragment;
}

const failedWord = (summary: DeploymentSummaryFragment): string =>
  summary.status === 'FAILED' && summary.step ? `Failed in ${stepInSentence(summary.step)}` : '';

/** @param holdNoun what keeps deployments out now: a lock or a freeze */
export const environmentState = (facts: EnvironmentFacts, holdNoun?: string): EnvironmentState => {
  const { active, queued, live, latest } = facts;
  const current = active ?? queued;
  const other = (about: DeploymentSummaryFragment) =>
    live && live.id !== about.id ? { stillLive: live } : {};
  if (current) {
    const look = lookOf(current.status, current.kind);
    const word = !active && holdNoun ? `Waits for the ${holdNoun} to end` : look.word;
    return { look: { ...look, word }, about: current, running: true, ...other(current) };
  }
  const failed = latest && (latest.status === 'FAILED' || latest.status === 'TIMED_OUT') ? latest : undefined;
  if (failed) {
    const look = lookOf(failed.status, failed.kind);
    return {
      look: { ...look, word: failedWord(failed) || look.word },
      about: failed,
      running: false,
      ...other(failed),
    };
  }
  if (live) {
    const word = live.kind === 'ROLLBACK' ? 'Rolled back' : 'Deployed';
    return { look: { ...lookOf('SUCCEEDED', live.kind), word }, about: live, running: false };
  }
  if (latest?.kind === 'TEARDOWN' && latest.status === 'SUCCEEDED') {
    return { look: lookOf('SUCCEEDED', 'TEARDOWN'), about: latest, running: false };
  }
  if (latest) return { look: lookOf(latest.status, latest.kind), about: latest, running: false };
  return { look: { tone: 'idle', shape: 'dash', word: 'Nothing yet' }, running: false };
};

/** Why an empty environment is empty, and how it gets filled. */
export const emptyHint = (
  environment: { branch?: string | null; automatic: boolean; protected: boolean },
  before: string | undefined,
): string => {
  if (environment.automatic && environment.branch) return `A push to ${environment.branch} fills it`;
  if (before) return `Promote ${before} to fill it`;
  return environment.protected ? 'By promotion only' : 'Deploy a branch to fill it';
};
