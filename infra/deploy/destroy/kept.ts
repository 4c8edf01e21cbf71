/** What stays when an installation goes, unless it is told to go too. Names are known without the stacks, which may be gone. Pure. */
import type { Settings } from '../../settings';
import { artifactsBucketName, builderLogGroup, tableName } from '../../names';

/** Names of what is kept. */
export interface Kept {
  table: string;
  artifacts: string;
  /** What every secret's name begins with. */
  secretPrefix: string;
  builderLogs: string;
  /** What the names of the functions' log groups begin with: these are no data, and go with the stack. */
  functionLogs: string;
}

/** Names of an installation's data. */
export const keptOf = ({ name }: Pick<Settings, 'name'>, account: string, region: string): Kept => ({
  table: tableName(name),
  artifacts: artifactsBucketName(name, account, region),
  secretPrefix: `${name}/`,
  builderLogs: builderLogGroup(name),
  functionLogs: `/aws/lambda/${name}-`,
});

/** What is kept, in the words of a list. */
export const keptInWords = ({ table, artifacts, secretPrefix, builderLogs }: Kept): string[] => [
  `table ${table}: apps, environments, deployments, logs of deployments`,
  `bucket ${artifacts}: artifacts`,
  `secrets ${secretPrefix}*`,
  `log group ${builderLogs}`,
];
