/** What the runs do, as Python programs: the interpreter that Buildbot brings is there on every machine that has it. */

/** The interpreter, by its full name: a version manager's shim would be measured otherwise. */
export const python = '/usr/bin/python3';

const json = (value: unknown): string => JSON.stringify(value);

const header = (scratch: string, name: string): string => `import os, signal, subprocess, sys, time
SCRATCH, NAME = ${json(scratch)}, ${json(name)}
def line(number):
    print('L %s %d %.0f' % (NAME, number, time.time() * 1000), flush=True)
def note(kind, pid):
    path = os.path.join(SCRATCH, 'pids-' + NAME)
    with open(path, 'a') as file:
        file.write('%s %d\\n' % (kind, pid))
def wait(seconds):
    gate = os.path.join(SCRATCH, 'open-' + NAME)
    end = time.time() + seconds
    while not os.path.exists(gate) and time.time() < end:
        time.sleep(0.02)
`;

/** A job's program, by what is to be measured. */
export const jobs = {
  /** Prints one line at once, and ends when its gate opens. */
  short: (): string => `line(0)\nwait(20)\n`,

  /** Prints `count` lines, `rate` of them a second. */
  printing: (count: number, rate: number): string => `begin = time.time()
for i in range(${count}):
    time.sleep(max(0, begin + i / ${rate} - time.time()))
    line(i)
`,

  /** Prints `count` lines of `bytes` bytes as fast as they are taken. */
  flood: (count: number, bytes: number): string => `line(0)
out = sys.stdout.buffer
for i in range(0, ${count}, 1000):
    rows = (('F %s %d ' % (NAME, j)).ljust(${bytes - 1}, 'x') for j in range(i, min(i + 1000, ${count})))
    out.write(('\\n'.join(rows) + '\\n').encode())
out.flush()
`,

  /** Runs until its gate opens, unless it is killed. */
  long: (): string => `note('job', os.getpid())
line(0)
wait(90)
`,

  /** Ignores these signals, and has started a process in a session of its own. */
  stubborn: (signals: readonly string[]): string => `for name in ${json(signals)}:
    signal.signal(getattr(signal, name), signal.SIG_IGN)
note('job', os.getpid())
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(90)'], start_new_session=True,
    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
note('child', child.pid)
line(0)
end = time.time() + 90
while time.time() < end:
    time.sleep(0.1)
`,
} as const;

/** The whole program of a job. `scratch`: where it leaves its process ids and looks for its gate. */
export const program = (scratch: string, name: string, job: string): string => header(scratch, name) + job;
