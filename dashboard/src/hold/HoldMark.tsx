import { useNow } from '../format/clock-store';
import type { HoldFactsFragment } from '../gql/graphql';
import { Icon } from '../ui/Icon';
import { Chip } from '../ui/Page';
import { describeHere, holdTitle, shownHold } from './words';

/** A lock or a freeze where there is room for a few words. */
export const HoldMark = ({ hold }: { hold: HoldFactsFragment | null | undefined }) => {
  const now = useNow(hold ? 'slow' : 'still');
  const shown = shownHold(hold, now);
  if (!shown) return null;
  return (
    <Chip title={describeHere(shown.hold, now)}>
      <Icon name={shown.hold.kind === 'FREEZE' ? 'freeze' : 'lock'} size={11} />
      <span className="clip">{holdTitle(shown.hold, now)}</span>
    </Chip>
  );
};
