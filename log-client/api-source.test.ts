import { describe, expect, it, vi } from 'vitest';
import { logSourceOf, type LogApi } from './api-source';
import type { SubscriptionListener } from './appsync-socket';
import { chunk } from './testing/fake-source';

const setUp = (answer: unknown = {}) => {
  const listeners = new Map<string, SubscriptionListener>();
  const stopped: string[] = [];
  const api = {
    query: vi.fn<LogApi['query']>(() => Promise.resolve(answer)),
    subscribe: vi.fn<LogApi['subscribe']>(({ query }, listener) => {
      const name = /on\w+\(/.exec(query)?.[0] ?? '';
      listeners.set(name, listener);
      return () => stopped.push(name);
    }),
  };
  const source = logSourceOf(api, 'dep_1');
  const heard = { chunks: vi.fn(), confirmed: vi.fn(), cut: vi.fn(), ended: vi.fn() };
  const listen = () => {
    const stop = source.listen(heard);
    const [logs, deployment] = [listeners.get('onLogs('), listeners.get('onDeployment(')];
    if (!logs || !deployment) throw new Error('two subscriptions were expected');
    return { stop, logs, deployment };
  };
  return { api, source, heard, listen, stopped };
};

describe('a log over the API', () => {
  it('is read from a line on', async () => {
    const page = { chunks: [chunk(4, ['e'])], nextSeq: null };
    const { source, api } = setUp({ logs: page });
    expect(await source.read(4)).toEqual(page);
    expect(api.query.mock.calls[0]?.[1]).toEqual({ id: 'dep_1', from: 4 });
  });

  it.each(['RUNNING', 'QUEUED', 'WAITING_APPROVAL'])(
    'has no end while its deployment is %s',
    async (status) => {
      const { source } = setUp({ deployment: { status, logLines: null, logHash: null, logMissing: [] } });
      expect(await source.readEnd()).toBeUndefined();
    },
  );

  it('has its end, with what is known to be lost, once its deployment has ended', async () => {
    const logMissing = [{ from: 1, to: 1 }];
    const { source } = setUp({ deployment: { status: 'FAILED', logLines: 3, logHash: 'ab', logMissing } });
    expect(await source.readEnd()).toEqual({ lines: 3, hash: 'ab', missing: logMissing });
  });

  it('of no deployment is an error of the catalogue', async () => {
    const { source } = setUp({ deployment: null });
    await expect(source.readEnd()).rejects.toMatchObject({ code: 'deployment.not_found' });
  });
});

describe('the live side', () => {
  it('is confirmed only when lines and end both come, again after each reconnect', () => {
    const { listen, heard } = setUp();
    const { logs, deployment } = listen();
    logs.confirmed();
    expect(heard.confirmed).not.toHaveBeenCalled();
    deployment.confirmed();
    expect(heard.confirmed).toHaveBeenCalledTimes(1);
    logs.cut();
    deployment.cut();
    expect(heard.cut).toHaveBeenCalled();
    logs.confirmed();
    expect(heard.confirmed).toHaveBeenCalledTimes(1);
    deployment.confirmed();
    expect(heard.confirmed).toHaveBeenCalledTimes(2);
  });

  it('gives lines, and takes an event without them for a hint to read', () => {
    const { listen, heard } = setUp();
    const { logs } = listen();
    const chunks = [chunk(0, ['a'])];
    logs.event({ data: { onLogs: { deploymentId: 'dep_1', chunks } } });
    expect(heard.chunks).toHaveBeenCalledExactlyOnceWith(chunks);
    for (const hint of [{ data: { onLogs: null }, errors: ['x'] }, { data: null }, null, undefined])
      logs.event(hint);
    expect(heard.confirmed).toHaveBeenCalledTimes(4);
  });

  it('gives the end, and not what comes before it', () => {
    const { listen, heard } = setUp();
    const { deployment } = listen();
    const event = (status: string): void =>
      deployment.event({ data: { onDeployment: { status, logLines: 2, logHash: 'ab', logMissing: [] } } });
    event('RUNNING');
    deployment.event({ data: { onDeployment: null } });
    expect(heard.ended).not.toHaveBeenCalled();
    event('SUCCEEDED');
    expect(heard.ended).toHaveBeenCalledExactlyOnceWith({ lines: 2, hash: 'ab', missing: [] });
  });

  it('that was refused counts as cut: the log is read instead', () => {
    const { listen, heard } = setUp();
    const { logs } = listen();
    logs.ended([{ errorType: 'auth.forbidden' }]);
    expect(heard.cut).toHaveBeenCalledTimes(1);
  });

  it('stops with both its subscriptions', () => {
    const { listen, stopped } = setUp();
    listen().stop();
    expect(stopped).toEqual(['onLogs(', 'onDeployment(']);
  });
});
