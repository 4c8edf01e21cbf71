import { afterEach, describe, expect, it, vi } from 'vitest';
import { FileError, openFile } from './file-sink';

const picker = (pick: () => Promise<unknown>): void => {
  Object.assign(window, { showSaveFilePicker: vi.fn(pick) });
};

afterEach(() => {
  Reflect.deleteProperty(window, 'showSaveFilePicker');
  vi.restoreAllMocks();
});

/** What the browser was told to save. */
const saved = () => {
  const links: { name: string; blob: Blob }[] = [];
  let made: Blob | undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    made = blob as Blob;
    return 'blob:log';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (made && this.href === 'blob:log') links.push({ name: this.download, blob: made });
  });
  return links;
};

describe('where the browser can write files', () => {
  it('a log goes into the file that the person chose, named after the deployment to begin with', async () => {
    const done = () => Promise.resolve();
    const writable = { write: vi.fn(done), close: vi.fn(done), abort: vi.fn(done) };
    picker(() => Promise.resolve({ createWritable: () => Promise.resolve(writable) }));
    const file = await openFile('shop-production-01abcdef.log');
    await file?.write('a\n');
    await file?.close();
    expect(window).toMatchObject({
      showSaveFilePicker: expect.toSatisfy(
        (pick: ReturnType<typeof vi.fn>) =>
          (pick.mock.calls[0]?.[0] as { suggestedName: string }).suggestedName ===
          'shop-production-01abcdef.log',
      ) as unknown,
    });
    expect(writable.write).toHaveBeenCalledExactlyOnceWith('a\n');
    expect(writable.close).toHaveBeenCalledTimes(1);
  });

  it('nothing happens when the person chooses none', async () => {
    picker(() => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')));
    expect(await openFile('a.log')).toBeUndefined();
  });

  it('a file that cannot be written is an error', async () => {
    const refused = new DOMException('Not allowed.', 'NotAllowedError');
    picker(() => Promise.reject(refused));
    await expect(openFile('a.log')).rejects.toThrow(new FileError(refused));
  });
});

describe('where it cannot', () => {
  it('a log is saved under its name once it is whole', async () => {
    const links = saved();
    const file = await openFile('a.log');
    await file?.write('ä\n');
    await file?.write('b\n');
    expect(links).toEqual([]);
    await file?.close();
    expect(links.map(({ name }) => name)).toEqual(['a.log']);
    expect(await links[0]?.blob.text()).toBe('ä\nb\n');
  });

  it('text is handed to the browser in parts, so that the page does not hold it', async () => {
    const links = saved();
    const sizes: number[] = [];
    const Real = Blob;
    vi.stubGlobal(
      'Blob',
      class extends Real {
        constructor(parts?: BlobPart[], options?: BlobPropertyBag) {
          super(parts, options);
          sizes.push(this.size);
        }
      },
    );
    const file = await openFile('a.log');
    const piece = 'x'.repeat(1024 * 1024);
    for (let n = 0; n < 10; n += 1) await file?.write(piece);
    await file?.close();
    vi.unstubAllGlobals();
    expect(sizes.slice(0, -1).map((size) => size / piece.length)).toEqual([4, 4, 2]);
    expect(links[0]?.blob.size).toBe(10 * piece.length);
  });

  it('nothing is saved when it is not wanted any more', async () => {
    const links = saved();
    const file = await openFile('a.log');
    await file?.write('a\n');
    await file?.abort();
    expect(links).toEqual([]);
  });
});
