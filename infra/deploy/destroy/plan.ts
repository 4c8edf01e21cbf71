/** What a person reads before an installation is removed. Pure. */
import { shortArn, type Identity } from '../checks/identity';
import type { InUse } from './in-use';
import { keptInWords, type Kept } from './kept';

/** What is about to happen. */
export interface DestroyPlan {
  identity: Identity;
  region: string;
  name: string;
  /** Names of the stacks that are there. */
  stacks: readonly string[];
  kept: Kept;
  deleteData: boolean;
  inUse: InUse;
}

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`  ${title}`, ...items.map((item) => `    ${item}`), ''];

const some = (items: readonly string[], most = 10): string[] =>
  items.length <= most ? [...items] : [...items.slice(0, most), `and ${items.length - most} more`];

/** The text above the question. */
export const destroyPlanInWords = (plan: DestroyPlan): string => {
  const { identity, region, name, stacks, kept, deleteData, inUse } = plan;
  const stackLines = stacks.map((stack) => `stack ${stack}, with all that it holds`);
  const data = keptInWords(kept);
  return [
    '',
    `  Installation ${name} in account ${identity.account} (${shortArn(identity.arn)}), region ${region}`,
    '',
    ...list('Deleted:', deleteData ? [...stackLines, ...data] : stackLines),
    ...list('Kept, and found again by npm run deploy:', deleteData ? [] : data),
    ...list(
      'Deployed by Trellis and not touched; tear these down first, or remove them with their own tools:',
      some(inUse.deployed),
    ),
  ].join('\n');
};
