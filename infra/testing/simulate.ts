/** Asks an IAM simulator what the synthesized roles may do. */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { concreteIn } from './concrete';
import { account, type Resources } from './whole';

/** A policy as the template has it, with concrete values. */
interface Policy {
  Statement: { Effect: string; Action: string | string[]; Resource: string | string[]; Condition?: object }[];
}

interface RoleProperties {
  RoleName?: string;
  ManagedPolicyArns?: unknown[];
  AssumeRolePolicyDocument: { Statement: { Principal: Record<string, unknown> }[] };
  Policies?: { PolicyDocument: Policy }[];
}

/** A role and everything that it may do. */
export interface RoleUnderTest {
  id: string;
  managed: unknown[];
  principals: Record<string, unknown>[];
  policies: Policy[];
}

/** Every role of the resources, by its logical name without the hash that CDK adds. */
export const rolesOf = (resources: Resources): Map<string, RoleUnderTest> => {
  const concrete = concreteIn(resources);
  const attached = (id: string): Policy[] =>
    Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Policy')
      .map(({ Properties }) => Properties as { Roles: { Ref: string }[]; PolicyDocument: Policy })
      .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === id))
      .map(({ PolicyDocument }) => concrete(PolicyDocument) as Policy);
  const roles = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
  return new Map(
    roles.map(([id, { Properties }]) => {
      const role = concrete(Properties) as RoleProperties;
      const own = (role.Policies ?? []).map(({ PolicyDocument }) => PolicyDocument);
      const found: RoleUnderTest = {
        id,
        managed: role.ManagedPolicyArns ?? [],
        principals: role.AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal),
        policies: [...own, ...attached(id)],
      };
      return [id.replace(/[0-9A-F]{8}$/, ''), found];
    }),
  );
};

/**
 * Whether a role may do something.
 *
 * @throws Error when the question itself makes no sense to IAM
 */
export const mayDo = async (
  { id, policies }: RoleUnderTest,
  action: string,
  resource: string,
  contextVariables: Record<string, string> = {},
): Promise<boolean> => {
  const answer = await runSimulation(
    {
      request: {
        action,
        principal: `arn:aws:iam::${account}:role/${id}`,
        resource: { resource, accountId: account },
        contextVariables,
      },
      identityPolicies: policies.map((policy, index) => ({
        name: `policy${index}`,
        policy: { Version: '2012-10-17', ...policy },
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
};
