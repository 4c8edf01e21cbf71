/** Statements of `permissions.ts` as CDK wants them. */
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Statement } from './permissions';

/** Statements for a construct that builds its policy itself. */
export const policyStatements = (statements: readonly Statement[]): PolicyStatement[] =>
  statements.map((statement) => PolicyStatement.fromJson(statement));

/** A policy of exactly these statements. */
export const policyDocument = (statements: readonly Statement[]): PolicyDocument =>
  new PolicyDocument({ statements: policyStatements(statements) });
