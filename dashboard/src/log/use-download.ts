/** Saves a log as a file while it is read: the page never holds it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useApolloClient } from '@apollo/client/react';
import { isTerminal } from '../../../core/states';
import { LogText } from '../../../log-client/download';
import { createSha256 } from '../../../log-client/sha256';
import { count } from '../format/text';
import type { LiveDeploymentFragment } from '../gql/graphql';
import { useToasts } from '../ui/Toasts';
import { FileError, openFile } from './file-sink';
import { readLogHash } from './log-hash-query';
import { logFileName } from './log-file-name';
import { readPageOf } from './read-page';

export interface Download {
  /** Lines that are in the file; undefined while there is no download. */
  lines: number | undefined;
  start: () => void;
  cancel: () => void;
}

const outcomeOf = (name: string, { lines, gaps, verified }: LogText): string => {
  if (gaps.length > 0) {
    const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    return `${name} is saved. ${count(missing, 'line')} of this log never came; the file says which.`;
  }
  if (verified === false)
    return `${name} is saved, but its hash is not the builder's: some of it was altered on its way.`;
  return `${name} is saved: ${count(lines, 'line')}${verified ? ', checked against the builder’s hash' : ''}.`;
};

/** The download of a deployment's log. */
export const useDownload = (deployment: LiveDeploymentFragment): Download => {
  const { id, status, logLines } = deployment;
  const name = logFileName(deployment);
  const client = useApolloClient();
  const { say, complain } = useToasts();
  const [lines, setLines] = useState<number>();
  const running = useRef<AbortController>(undefined);

  const run = useCallback(async (): Promise<void> => {
    const stop = new AbortController();
    running.current = stop;
    setLines(0);
    // The dialog has to open right at the click, before anything else is waited for.
    const file = await openFile(name);
    if (!file) return;
    try {
      const end = isTerminal(status)
        ? { lines: logLines ?? null, hash: await readLogHash(client, id) }
        : undefined;
      const text = new LogText(readPageOf(client, id), {
        end,
        createHash: createSha256,
        signal: stop.signal,
      });
      for await (const piece of text) {
        await file.write(piece);
        setLines(text.lines);
      }
      stop.signal.throwIfAborted();
      await file.close();
      say(outcomeOf(name, text));
    } catch (thrown) {
      await file.abort().catch(() => undefined);
      if (!stop.signal.aborted) throw thrown;
    }
  }, [client, id, logLines, name, say, status]);

  const start = useCallback((): void => {
    run()
      .catch((thrown: unknown) => {
        if (thrown instanceof FileError)
          say(`${name} could not be written: ${thrown.message} Choose another place and download it again.`);
        else complain(thrown);
      })
      .finally(() => setLines(undefined));
  }, [run, complain, name, say]);
  const cancel = useCallback((): void => {
    running.current?.abort();
    say('The download was cancelled. Nothing was saved.');
  }, [say]);
  // Who leaves the page has no way to see the rest of it.
  useEffect(() => () => running.current?.abort(), []);
  return { lines, start, cancel };
};
