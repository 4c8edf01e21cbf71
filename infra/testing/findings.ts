/** What cdk-nag finds in the stacks, as data: a test holds it to `accepted.ts`, so that nothing of it stands in a template. */
import { Validations, type App, type IPolicyValidationPlugin } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** A rule that a construct does not keep. `rule` names its own finding in brackets where it has several. */
export interface Finding {
  rule: string;
  path: string;
}

/** Asks the rules of AWS Solutions about an application; the findings are there once it has been synthesized. */
export const recordFindings = (app: App): readonly Finding[] => {
  const findings: Finding[] = [];
  const checks = new AwsSolutionsChecks(app);
  const recorder: IPolicyValidationPlugin = {
    name: checks.name,
    validate: (context) => {
      const { violations } = checks.validate(context);
      for (const { ruleName, violatingResources } of violations)
        for (const { constructPath = '' } of violatingResources)
          findings.push({ rule: ruleName.replace(/^AwsSolutions(::|-)/, ''), path: constructPath });
      return { success: true, violations: [] };
    },
  };
  Validations.of(app).addPlugins(recorder);
  return findings;
};
