/** How far an approval is, in as few words as a cell has room for. Pure. */

interface Asked {
  required: number;
  decisions: readonly { approved: boolean }[];
}

/** "1 of 2". */
export const progress = ({ required, decisions }: Asked): string =>
  `${decisions.filter(({ approved }) => approved).length} of ${required}`;
