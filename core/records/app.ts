/** An app, as the table keeps it. */

/** How an app is deployed and removed. */
export type Framework = 'COMMAND' | 'SST';

/** An app: `pk = APP#id`, `sk = APP`. */
export interface AppRecord {
  id: string;
  name: string;
  repository: string;
  /** The repository's address in one canonical spelling (`core/repository.ts`), to match pushes by. */
  repositoryKey: string;
  /** True when the secret store holds an access token for the repository. */
  hasRepositoryToken: boolean;
  directory: string;
  defaultBranch: string;
  framework: Framework;
  /** How often its branches are looked at, in seconds; 0 for never. Absent in apps that are older than the setting. */
  pollSeconds?: number;
  /** Why its branches could not be looked at the last time, in one sentence. */
  pollProblem?: string | null;
  createdAt: string;
  createdBy: string;
}
