/** Runs an action and says what became of it. */
import { useState } from 'react';
import { Link } from 'react-router';
import { paths } from '../routes';
import { useToasts } from '../ui/Toasts';

interface Runner {
  busy: boolean;
  /** Starts something that answers a deployment's id, and offers to watch it. */
  run: (sentence: string, start: () => Promise<string | undefined>) => void;
}

export const useActionRunner = (): Runner => {
  const { say, complain } = useToasts();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    run: (sentence, start) => {
      setBusy(true);
      start()
        .then((id) => {
          say(
            <>
              {sentence} {id && <Link to={paths.deployment(id)}>Watch</Link>}
            </>,
          );
        })
        .catch(complain)
        .finally(() => setBusy(false));
    },
  };
};

/** A token that makes a repeated request have one effect. */
export const newClientToken = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
