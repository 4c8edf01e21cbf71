/** Runs an action and says what became of it. */
import { useState } from 'react';
import { Link } from 'react-router';
import { alreadyLive } from '../format/skipped';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { paths } from '../routes';
import { useToasts } from '../ui/Toasts';

/** What an action answers: the deployment that it is about. */
export type Started = Pick<LiveDeploymentFragment, 'id' | 'status' | 'kind' | 'reason' | 'environmentName'>;

/** Starts something; `force` runs it even if it changes nothing. */
type Start = (force: boolean) => Promise<Started | undefined>;

interface Runner {
  busy: boolean;
  /** Starts something and offers to watch it; what was skipped can be run anyway. */
  run: (sentence: string, start: Start) => void;
}

/** Says what was started, and offers to watch it. */
export const useTell = (): ((sentence: string, started: Started | undefined) => void) => {
  const { say } = useToasts();
  return (sentence, started) => {
    const waits = started?.status === 'WAITING_APPROVAL';
    say(
      <>
        {waits ? `It waits for approval in ${started.environmentName}.` : sentence}{' '}
        {started && <Link to={paths.deployment(started.id)}>{waits ? 'Open' : 'Watch'}</Link>}
      </>,
    );
  };
};

export const useActionRunner = (): Runner => {
  const { say, complain } = useToasts();
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const run = (sentence: string, start: Start, force: boolean): void => {
    setBusy(true);
    start(force)
      .then((started) => {
        const skipped = started && alreadyLive(started);
        if (!skipped) return tell(sentence, started);
        say(`Already live: ${skipped.sentence}`, {
          label: 'Deploy anyway',
          run: () => run(sentence, start, true),
        });
      })
      .catch(complain)
      .finally(() => setBusy(false));
  };
  return { busy, run: (sentence, start) => run(sentence, start, false) };
};

/** A token that makes a repeated request have one effect. */
export const newClientToken = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
