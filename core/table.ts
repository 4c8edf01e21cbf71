/**
 * The one table: its keys, its indexes and who reads what by them. Resolvers and functions build their keys here and nowhere
 * else, so everything in this file stays inside what APPSYNC_JS can run.
 *
 * | item          | pk                | sk             | gsi1pk         | gsi1sk        | gsi2pk          | gsi2sk   |
 * | ------------- | ----------------- | -------------- | -------------- | ------------- | --------------- | -------- |
 * | app           | APP#id            | APP            | APPS           | name          | REPO#key        | id       |
 * | look at branches | POLL#appId     | POLL           |                |               |                 |          |
 * | app's name    | APPNAME#name      | APPNAME        |                |               |                 |          |
 * | environment   | APP#appId         | ENV#name       | ENVIRONMENT#id | ENVIRONMENT   | BUSY (while it has work or losses to settle) | id |
 * | variable      | ENV#environmentId | VAR#name       |                |               |                 |          |
 * | replaced commits | ENV#environmentId | REPLACED    |                |               |                 |          |
 * | deployment    | DEP#id            | DEP            | DEPS#APP#appId | id            | DEPS#ENV#envId  | id       |
 * | log chunk     | LOG#deploymentId  | firstSeq (12 digits) |          |               |                 |          |
 * | stored log    | DEP#deploymentId  | LOG            |                |               |                 |          |
 * | report        | DEP#deploymentId  | REPORT         | REPORTS (until its end is told) | time of the next look#id | | |
 * | commit status | ENV#environmentId | COMMIT#hash    |                |               |                 |          |
 * | shown as live | ENV#environmentId | SHOWN          |                |               |                 |          |
 * | delivery      | HOOK#guid         | HOOK           |                |               |                 |          |
 * | client token  | CLIENT#hash       | CLIENT         |                |               |                 |          |
 * | API token     | TOKEN#hash        | TOKEN          |                |               |                 |          |
 * | sign-in code  | CODE#hash         | CODE           |                |               |                 |          |
 * | session       | SESSION#hash      | SESSION        |                |               |                 |          |
 * | GitHub App    | GITHUB            | GITHUB         |                |               |                 |          |
 * | way to GitHub | GITHUBSTATE#hash  | GITHUBSTATE    |                |               |                 |          |
 * | refusals      | REFUSALS          | day#code       |                |               |                 |          |
 *
 * Access patterns: apps by name (gsi1 APPS), app with its environments (one Query of APP#id), app by name (APPNAME → APP),
 * apps of a pushed repository (gsi2 REPO#key), environment by id (gsi1 ENVIRONMENT#id; the mapping never changes, so an
 * eventually consistent read is safe), busy environments for the sweeper (gsi2 BUSY, sparse), deployments of an app or an
 * environment newest first (gsi1, gsi2: ids are ULIDs, so they sort by time), log from a line on (Query of LOG#id, sk >= line),
 * open reports to GitHub that are due (gsi1 REPORTS, sparse).
 * `expiresAt` (seconds since 1970) is the time-to-live attribute of log chunks, stored logs, commit statuses, deliveries, client tokens,
 * codes, sessions and ways to GitHub.
 */

/** Names of the indexes. */
export const GSI1 = 'gsi1';
export const GSI2 = 'gsi2';

/** Partition of gsi1 that lists all apps by name. */
export const APPS = 'APPS';
/** Partition of gsi2 that lists environments with work in them. */
export const BUSY = 'BUSY';

export const appKey = (appId: string) => ({ pk: `APP#${appId}`, sk: 'APP' });
export const appNameKey = (name: string) => ({ pk: `APPNAME#${name}`, sk: 'APPNAME' });
export const appIndex = (name: string, repositoryKey: string, appId: string) => ({
  gsi1pk: APPS,
  gsi1sk: name,
  gsi2pk: `REPO#${repositoryKey}`,
  gsi2sk: appId,
});
export const environmentKey = (appId: string, name: string) => ({ pk: `APP#${appId}`, sk: `ENV#${name}` });
export const environmentIndex = (environmentId: string) => ({
  gsi1pk: `ENVIRONMENT#${environmentId}`,
  gsi1sk: 'ENVIRONMENT',
});
export const variableKey = (environmentId: string, name: string) => ({
  pk: `ENV#${environmentId}`,
  sk: `VAR#${name}`,
});
export const pollKey = (appId: string) => ({ pk: `POLL#${appId}`, sk: 'POLL' });
export const replacedKey = (environmentId: string) => ({ pk: `ENV#${environmentId}`, sk: 'REPLACED' });
export const deploymentKey = (deploymentId: string) => ({ pk: `DEP#${deploymentId}`, sk: 'DEP' });
export const deploymentIndex = (appId: string, environmentId: string, deploymentId: string) => ({
  gsi1pk: `DEPS#APP#${appId}`,
  gsi1sk: deploymentId,
  gsi2pk: `DEPS#ENV#${environmentId}`,
  gsi2sk: deploymentId,
});
/** A line's number as a sort key: twelve digits, so that text order is number order. */
export const seqKey = (seq: number) => `000000000000${seq}`.slice(-12);
export const logChunkKey = (deploymentId: string, firstSeq: number) => ({
  pk: `LOG#${deploymentId}`,
  sk: seqKey(firstSeq),
});
/** Which lines of a log are stored; beside the deployment, so that one batch reads both. */
export const storedLogKey = (deploymentId: string) => ({ pk: `DEP#${deploymentId}`, sk: 'LOG' });
/** Partition of gsi1 that lists reports to GitHub whose end is not told, by the time of the next look. */
export const REPORTS = 'REPORTS';

export const reportKey = (deploymentId: string) => ({ pk: `DEP#${deploymentId}`, sk: 'REPORT' });
export const reportIndex = (dueAt: string, deploymentId: string) => ({
  gsi1pk: REPORTS,
  gsi1sk: `${dueAt}#${deploymentId}`,
});
export const commitStatusKey = (environmentId: string, hash: string) => ({
  pk: `ENV#${environmentId}`,
  sk: `COMMIT#${hash}`,
});
export const shownKey = (environmentId: string) => ({ pk: `ENV#${environmentId}`, sk: 'SHOWN' });
export const deliveryKey = (guid: string) => ({ pk: `HOOK#${guid}`, sk: 'HOOK' });
export const clientTokenKey = (hash: string) => ({ pk: `CLIENT#${hash}`, sk: 'CLIENT' });
export const tokenKey = (hash: string) => ({ pk: `TOKEN#${hash}`, sk: 'TOKEN' });
export const codeKey = (hash: string) => ({ pk: `CODE#${hash}`, sk: 'CODE' });
/** Partition of the counts of refusals, by day and code. */
export const REFUSALS = 'REFUSALS';

export const refusalKey = (day: string, code: string) => ({ pk: REFUSALS, sk: `${day}#${code}` });
export const sessionKey = (hash: string) => ({ pk: `SESSION#${hash}`, sk: 'SESSION' });
/** The connected GitHub App; there is at most one. */
export const githubKey = () => ({ pk: 'GITHUB', sk: 'GITHUB' });
export const githubStateKey = (hash: string) => ({ pk: `GITHUBSTATE#${hash}`, sk: 'GITHUBSTATE' });
