/** The builder's three calls of the API: take the job, report, and get credentials. Signed by IAM; tried again while the API is away. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DeploymentStatus, Output, Step } from '../core/records';
import type { CredentialSource } from './credentials';
import { NetworkError, send } from './http';
import type { Job } from './job';
import { jobFields } from './job';
import { signPost } from './sign';

/** `ReportAnswer` of the schema. */
export interface ReportAnswer {
  status: DeploymentStatus;
  cancel: boolean;
  current: boolean;
  /** How many lines of the log are still on their way; only a finish waits for them. */
  awaitsLines: number;
  /** Where to put the artifact now; null when the report did not ask, or none is wanted. */
  artifactUploadUrl: string | null;
}

/** `CommitInput` of the schema. */
export interface CommitFacts {
  hash: string;
  subject?: string;
  author?: string;
}

/** `FinishInput` of the schema. */
export interface Finish {
  status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'TIMED_OUT';
  reason?: string;
  nextStep?: string;
  commit?: CommitFacts;
  outputs: Output[];
  logLines: number;
  logHash: string;
  logOmitted: number;
  artifactKept: boolean;
}

/** What a report may carry besides id, lease and number; nothing of it makes a heartbeat. */
export interface Report {
  step?: Step;
  plan?: Step[];
  commit?: CommitFacts;
  /** Asks where to put the artifact. */
  artifactUpload?: boolean;
  /** With the time for which no line of the log has been stored any more. */
  finish?: Finish & { stalledMs: number };
}

/** A report with its number, from 1. */
export type NumberedReport = Report & { seq: number };

/** `TargetCredentials` of the schema. */
export interface TargetCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | null;
  /** ISO 8601; null when they do not end. */
  expiration: string | null;
}

/** The API refused: trying again would not help. `code` is the catalogue's, or GraphQL's error type. */
export class ApiRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly nextStep?: string,
  ) {
    super(message);
  }
}

/** The API as a builder sees it. */
export interface Api {
  claim(deploymentId: string, claimToken: string): Promise<Job>;
  report(deploymentId: string, lease: string, report: NumberedReport): Promise<ReportAnswer>;
  /** Credentials of the environment's AWS account. */
  targetCredentials(deploymentId: string, lease: string): Promise<TargetCredentials>;
}

/** How long and how often calls are tried again; a host that restarts is back within seconds. */
export interface Patience {
  totalMs: number;
  firstWaitMs: number;
  longestWaitMs: number;
}

const patient: Patience = { totalMs: 600_000, firstWaitMs: 50, longestWaitMs: 2_000 };

interface GraphQLAnswer {
  data?: Record<string, unknown> | null;
  errors?: { errorType?: string; message?: string; errorInfo?: { nextStep?: string } | null }[];
}

/** Whether an error says that the API has trouble, and nothing about the call: a function or the table failed. */
const isTrouble = (errorType: string | undefined): boolean =>
  /^(?:internal\.unexpected$|ExecutionTimeout$|Lambda:|DynamoDB:)/.test(errorType ?? '');

/** Signing can be refused while credentials or clocks settle; more than this is no accident. */
const maxUnauthorized = 5;

const claimDocument = `mutation($deploymentId: ID!, $claimToken: String!) {
  claimDeployment(deploymentId: $deploymentId, claimToken: $claimToken) { ${jobFields} } }`;
const reportDocument = `mutation($input: ReportInput!) {
  reportDeployment(input: $input) { deploymentId status cancel current awaitsLines artifactUploadUrl } }`;
const targetDocument = `mutation($deploymentId: ID!, $lease: String!) {
  targetCredentials(deploymentId: $deploymentId, lease: $lease) {
    deploymentId accessKeyId secretAccessKey sessionToken expiration } }`;

const parseAnswer = (text: string): GraphQLAnswer => {
  try {
    return JSON.parse(text) as GraphQLAnswer;
  } catch (error) {
    throw new NetworkError('the API answered no JSON', { cause: error });
  }
};

/** A client of the API at `url`. */
export const createApi = (
  url: string,
  region: string,
  credentials: CredentialSource,
  patience: Patience = patient,
): Api => {
  const address = new URL(url);
  const scope = { service: 'appsync', region };
  let unauthorized = 0;

  const once = async (body: string, field: string): Promise<unknown> => {
    const headers = signPost(address, body, await credentials.get(), { ...scope, now: new Date() });
    const { status, text } = await send('POST', address, headers, body);
    if (status >= 500 || status === 429) throw new NetworkError(`the API answered ${status}`);
    if (status === 401 || status === 403) {
      credentials.forget();
      unauthorized += 1;
      if (unauthorized <= maxUnauthorized) throw new NetworkError(`the API answered ${status}`);
    }
    const { data, errors } = parseAnswer(text);
    const error = errors?.[0];
    if (isTrouble(error?.errorType)) throw new NetworkError(`the API answered ${error?.message ?? ''}`);
    if (error !== undefined)
      throw new ApiRefusal(
        error.errorType ?? 'unknown',
        error.message ?? 'no message',
        error.errorInfo?.nextStep,
      );
    const value = data?.[field];
    if (typeof value !== 'object' || value === null)
      throw new NetworkError(`the API answered ${status} without data`);
    unauthorized = 0;
    return value;
  };

  const call = async (query: string, variables: object, field: string): Promise<unknown> => {
    const body = JSON.stringify({ query, variables });
    const deadline = performance.now() + patience.totalMs;
    for (let pause = patience.firstWaitMs; ; pause = Math.min(pause * 2, patience.longestWaitMs)) {
      try {
        return await once(body, field);
      } catch (error) {
        if (!(error instanceof NetworkError) || performance.now() + pause > deadline) throw error;
      }
      // Half of the wait is left to chance, so that many builders do not come back at once.
      await wait(pause / 2 + (Math.random() * pause) / 2);
    }
  };

  return {
    claim: async (deploymentId, claimToken) =>
      (await call(claimDocument, { deploymentId, claimToken }, 'claimDeployment')) as Job,
    report: async (deploymentId, lease, report) =>
      (await call(
        reportDocument,
        { input: { deploymentId, lease, ...report } },
        'reportDeployment',
      )) as ReportAnswer,
    targetCredentials: async (deploymentId, lease) =>
      (await call(targetDocument, { deploymentId, lease }, 'targetCredentials')) as TargetCredentials,
  };
};
