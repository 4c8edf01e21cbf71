/** What a builder is told to do, read once from the API's answer. */
import type { DeploymentKind, EnvironmentSettings, Framework } from '../core/records';

/** A variable with its value. */
interface JobVariable {
  name: string;
  value: string;
  secret: boolean;
}

/** How a command gets into its AWS account: by variables, or by asking for credentials and for new ones. */
interface JobTarget {
  /** Null: none is set. */
  region: string | null;
  asVariables: boolean;
}

/** `Job` of the schema. */
export interface Job {
  deploymentId: string;
  lease: string;
  kind: DeploymentKind;
  appName: string;
  environmentName: string;
  repository: string;
  branch: string | null;
  commit: string | null;
  directory: string;
  framework: Framework;
  settings: EnvironmentSettings;
  /** True when a deploy command was killed here before and may have left a lock of its own. */
  unlock: boolean;
  cloneToken: string | null;
  /** Why there is no clone token; it counts when the repository cannot be read without. */
  cloneProblem: { message: string; nextStep: string } | null;
  variables: JobVariable[];
  /** Null when commands find credentials by themselves. */
  target: JobTarget | null;
  artifactUrl: string | null;
  /** True when the workspace is to be kept; where, a report asks. */
  keepsArtifact: boolean;
  heartbeatSeconds: number;
}

/** The fields of `Job`, as GraphQL asks for them. */
export const jobFields = `deploymentId lease kind appName environmentName repository branch commit directory framework
settings { tests installCommand testCommand deployCommand removeCommand outputsFile timeoutSeconds
  startTimeoutSeconds logLimitMb logDays }
unlock cloneToken cloneProblem { message nextStep } variables { name value secret } target { region asVariables }
artifactUrl keepsArtifact heartbeatSeconds`;
