/** What GitHub was told of deployments, as the table keeps it. */

/** Whose turn it is with an item that only one may work on at a time; see `functions/adapters/store/turns.ts`. */
export interface Turn {
  /** Grows with everybody who asked for something to be done. */
  asked?: number;
  /** Who works on it now. */
  turn?: string;
  /** When that turn is over in any case, in milliseconds since 1970. */
  turnEndsAt?: number;
}

/** A part of what GitHub is told of a deployment. */
export type ReportPart = 'deployment' | 'commit';

/**
 * What GitHub was told of a deployment: `pk = DEP#deploymentId`, `sk = REPORT`. It is written before the deployment itself and stands in
 * the list of open reports until the end of the deployment has been told, so that no loss on the way is for good.
 */
export interface ReportRecord extends Turn {
  deploymentId: string;
  /** How often the sweeper asked for the report after the end. */
  tries: number;
  /** True once somebody began to make the GitHub Deployment: it may be there although nobody noted its id. */
  begun?: boolean;
  /** The id of the GitHub Deployment. */
  githubId?: number;
  /** What the GitHub Deployment showed last, as JSON. */
  told?: string;
  /** What GitHub refuses to take of this deployment, with the code of the error. */
  refused?: Partial<Record<ReportPart, string>>;
  /** True once nothing more is to be told: the end was, or GitHub is not to hear of it. */
  closed?: boolean;
  /** GitHub is left alone until then, in milliseconds since 1970. */
  notBefore?: number;
}

/** Which run speaks for a commit in an environment: `pk = ENV#environmentId`, `sk = COMMIT#hash`. */
export interface CommitStatusRecord extends Turn {
  /** The newest deployment of the commit. */
  newest: string;
  /** The newest of those whose builder began. */
  ran?: string;
  /** What the commit's status was last, as JSON. */
  told?: string;
}

/** What GitHub shows as live in an environment: `pk = ENV#environmentId`, `sk = SHOWN`. */
export interface ShownRecord {
  /** The newest success by its place in the order; a teardown counts, and leaves nothing live. */
  deploymentId: string;
  fence: number;
  /** Deployments that were live before it and may still be shown so. */
  retiring: string[];
  /** Grows with each change. */
  version: number;
}
