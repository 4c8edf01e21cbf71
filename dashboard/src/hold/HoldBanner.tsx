import { useState } from 'react';
import { useNow } from '../format/clock-store';
import type { HoldFactsFragment } from '../gql/graphql';
import { useRefusal } from '../session/use-permission';
import { ActionButton } from '../ui/ActionButton';
import { Icon } from '../ui/Icon';
import { exact } from '../format/time';
import { useToasts } from '../ui/Toasts';
import styles from './hold.module.css';
import { useUnlock } from './use-unlock';
import { holdEffect, holdNoun, holdTitle, shownHold } from './words';

interface HoldBannerProps {
  environment: { id: string; name: string; hold?: HoldFactsFragment | null; approval?: object | null };
  /** True where there is room for what the hold does. */
  full?: boolean;
}

/** What keeps deployments out of an environment: who put it on, why, until when; and the way to lift it. */
export const HoldBanner = ({ environment, full = false }: HoldBannerProps) => {
  const now = useNow(environment.hold ? 'slow' : 'still');
  const unlock = useUnlock();
  const refusal = useRefusal('configure');
  const { say, complain } = useToasts();
  const [busy, setBusy] = useState(false);
  const shown = shownHold(environment.hold, now);
  if (!shown) return null;
  const { hold, phase } = shown;
  const { id, name } = environment;
  const lift = (): void => {
    setBusy(true);
    unlock(id)
      .then(() => say(`The ${holdNoun[hold.kind]} of ${name} is lifted.`))
      .catch(complain)
      .finally(() => setBusy(false));
  };
  const verb = hold.kind === 'FREEZE' ? 'Unfreeze' : 'Unlock';
  const times = `${exact(hold.startsAt)} – ${hold.endsAt ? exact(hold.endsAt) : 'until someone lifts it'}`;
  return (
    <div
      role="group"
      aria-label={`${holdTitle(hold, now)}: ${name}`}
      className={`${styles.hold} ${phase === 'coming' ? styles.coming : ''}`}
    >
      <Icon name={hold.kind === 'FREEZE' ? 'freeze' : 'lock'} size={14} />
      <div className={styles.words}>
        <strong title={times}>{holdTitle(hold, now)}</strong>
        <span className="dim"> by {hold.by}</span>
      </div>
      <ActionButton busy={busy} refusal={refusal} label={`${verb} ${name}`} onClick={lift}>
        {verb}
      </ActionButton>
      <div className={styles.why}>
        <p>{hold.reason}</p>
        {full && <p className="dim">{holdEffect(hold.kind, Boolean(environment.approval))}</p>}
      </div>
    </div>
  );
};
