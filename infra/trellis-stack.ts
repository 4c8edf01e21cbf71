/** Everything of an installation but the builder's image: which parts there are, and what each is told of the others. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createBuilderLogs } from './logs';
import type { Output } from './outputs';
import type { Settings } from './settings';
import { createTable } from './table';

export interface TrellisStackProps extends StackProps {
  settings: Settings;
}

/** The main stack. */
export class TrellisStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: TrellisStackProps) {
    super(scope, id, props);
    const { name } = settings;
    const table = createTable(this, { name });
    const builderLogs = createBuilderLogs(this, { name });

    const told: Partial<Record<Output, string>> = {
      TableName: table.tableName,
      SecretPrefix: name,
      BuilderLogGroup: builderLogs.logGroupName,
    };
    for (const [output, value] of Object.entries(told)) new CfnOutput(this, output, { value });
  }
}
