/** How an environment's AWS account is shown. Resolvers import it, so it stays inside what APPSYNC_JS can run. */
import type { EnvironmentRecord } from './records';

/** `DeploymentTarget` of the schema. */
export interface TargetView {
  kind: 'NONE' | 'ROLE' | 'KEYS';
  roleArn: string | null;
  externalId: string;
  region: string | null;
  asVariables: boolean;
  accessKeyId: string | null;
  updatedAt: string | null;
  updatedBy: string | null;
}

/** What a role in another account asks for. Environments that are older than external ids have their own id, which never changes either. */
export const externalIdOf = ({ id, externalId }: Pick<EnvironmentRecord, 'id' | 'externalId'>): string =>
  externalId ?? id;

/** What may be shown: of access keys no more than four characters of the id. */
export const targetView = (
  environment: Pick<EnvironmentRecord, 'id' | 'externalId' | 'target'>,
): TargetView => {
  const target = environment.target ?? null;
  const role = target && target.kind === 'ROLE' ? target : null;
  const keys = target && target.kind === 'KEYS' ? target : null;
  return {
    kind: target ? target.kind : 'NONE',
    roleArn: role ? role.roleArn : null,
    externalId: externalIdOf(environment),
    region: target ? target.region : null,
    asVariables: role ? role.asVariables : false,
    accessKeyId: keys ? keys.accessKeyId : null,
    updatedAt: target ? target.updatedAt : null,
    updatedBy: target ? target.updatedBy : null,
  };
};
