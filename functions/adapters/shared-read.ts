/** Reads that many ask for at the same moment. */

interface Line<T> {
  current: Promise<T>;
  /** The read that follows; set while somebody waits for it. */
  next?: Promise<T>;
}

/**
 * Runs one read of a key at a time. Who asks while one runs gets the next one, together with all others who wait: an answer is never
 * older than the question, and a flood of questions makes no flood of reads.
 */
export class SharedReads<T> {
  private readonly lines = new Map<string, Line<T>>();

  /** Reads, or waits for a read that starts after this call. */
  read(key: string, run: () => Promise<T>): Promise<T> {
    const line = this.lines.get(key);
    if (!line) return this.begin(key, run);
    const begin = (): Promise<T> => this.begin(key, run);
    return (line.next ??= line.current.then(begin, begin));
  }

  private begin(key: string, run: () => Promise<T>): Promise<T> {
    const line: Line<T> = { current: run() };
    this.lines.set(key, line);
    const end = (): void => {
      if (this.lines.get(key) === line && !line.next) this.lines.delete(key);
    };
    line.current.then(end, end);
    return line.current;
  }
}
