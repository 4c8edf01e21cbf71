import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadChunk } from '../../../core/log-merge';
import { deployment } from '../testing/fixtures';
import { ToastProvider } from '../ui/Toasts';
import { DownloadButton } from './DownloadButton';
import { useDownload } from './use-download';

const written: string[] = [];
const writable = {
  write: vi.fn((text: string) => Promise.resolve(void written.push(text))),
  close: vi.fn(() => Promise.resolve()),
  abort: vi.fn(() => Promise.resolve()),
};

const page = (firstSeq: number, nextSeq: number | null): { chunks: ReadChunk[]; nextSeq: number | null } => ({
  chunks: [
    {
      firstSeq,
      count: 2,
      step: 'TEST',
      time: 0,
      text: `${firstSeq}\n${firstSeq + 1}`,
      stderr: [],
      continues: false,
    },
  ],
  nextSeq,
});
const pages = new Map([
  [0, page(0, 2)],
  [2, page(2, 4)],
  [4, page(4, null)],
]);
const text = '0\n1\n2\n3\n4\n5\n';
let hash: string;
/** Pages from this line on are held back until they are let go. */
let heldFrom: number;
let letGo: () => void;
let asked: number[];

const api = new ApolloLink(
  ({ operationName, variables }) =>
    new Observable((observer) => {
      const answer = (data: Record<string, unknown>): void => {
        observer.next({ data });
        observer.complete();
      };
      if (operationName === 'LogHash')
        return answer({ deployment: { __typename: 'Deployment', id: 'dep_1', logHash: hash } });
      const from = variables['fromSeq'] as number;
      asked.push(from);
      const logs = pages.get(from) ?? { chunks: [], nextSeq: null };
      if (from < heldFrom) return answer({ logs });
      letGo = () => answer({ logs });
    }),
);

const Page = () => {
  const download = useDownload(
    deployment({ id: 'dep_01ABCDEFGH', environmentName: 'production', status: 'SUCCEEDED', logLines: 6 }),
  );
  return <DownloadButton download={download} total={6} />;
};

const show = () => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: api });
  render(
    <ApolloProvider client={client}>
      <ToastProvider>
        <Page />
      </ToastProvider>
    </ApolloProvider>,
  );
  return userEvent.setup();
};

beforeEach(() => {
  hash = createHash('sha256').update(text).digest('hex');
  heldFrom = Infinity;
  asked = [];
  written.length = 0;
  vi.clearAllMocks();
  Object.assign(window, {
    showSaveFilePicker: vi.fn(() => Promise.resolve({ createWritable: () => Promise.resolve(writable) })),
  });
});

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(window, 'showSaveFilePicker');
});

describe('the download of a log', () => {
  it('writes all of it, page after page, and says that it was checked', async () => {
    const person = show();
    await person.click(screen.getByRole('button', { name: 'Download' }));
    expect(
      await screen.findByText(/storefront-production-abcdefgh\.log is saved: 6 lines, checked/),
    ).toBeDefined();
    expect(written.join('')).toBe(text);
    expect(writable.close).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('button', { name: 'Download' })).toBeDefined();
  });

  it('shows how far it is, and stops at the same button without keeping a part', async () => {
    heldFrom = 4;
    const person = show();
    const button = screen.getByRole('button', { name: 'Download' });
    await person.click(button);
    const bar = await screen.findByRole('progressbar', { name: 'Download of the log' });
    await vi.waitFor(() => expect(bar.getAttribute('aria-valuetext')).toBe('4 lines of 6'));
    expect(screen.getByRole('button', { name: 'Cancel download' })).toBe(button);
    await person.click(button);
    letGo();
    expect(await screen.findByRole('button', { name: 'Download' })).toBe(button);
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(writable.abort).toHaveBeenCalledTimes(1);
    expect(writable.close).not.toHaveBeenCalled();
    expect(screen.getByText(/cancelled/)).toBeDefined();
  });

  it('says when the lines are not those that the builder wrote', async () => {
    hash = 'f'.repeat(64);
    const person = show();
    await person.click(screen.getByRole('button', { name: 'Download' }));
    expect(await screen.findByText(/hash is not the builder's/)).toBeDefined();
  });

  it('says how many lines never came', async () => {
    pages.set(2, { chunks: [], nextSeq: 4 });
    const person = show();
    await person.click(screen.getByRole('button', { name: 'Download' }));
    expect(await screen.findByText(/2 lines of this log never came/)).toBeDefined();
    expect(written.join('')).toBe('0\n1\n… lines 3 to 4 are missing …\n4\n5\n');
    pages.set(2, page(2, 4));
  });

  it('reads nothing when the person chooses no file', async () => {
    Object.assign(window, {
      showSaveFilePicker: () => Promise.reject(new DOMException('No.', 'AbortError')),
    });
    const person = show();
    await person.click(screen.getByRole('button', { name: 'Download' }));
    expect(await screen.findByRole('button', { name: 'Download' })).toBeDefined();
    expect(asked).toEqual([]);
  });

  it('says why when the file cannot be written', async () => {
    writable.write.mockRejectedValueOnce(new DOMException('The disk is full.', 'QuotaExceededError'));
    const person = show();
    await person.click(screen.getByRole('button', { name: 'Download' }));
    expect(await screen.findByText(/The disk is full/)).toBeDefined();
    expect(writable.abort).toHaveBeenCalledTimes(1);
  });
});
