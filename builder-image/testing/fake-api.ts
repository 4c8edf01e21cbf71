/** The API, the credentials endpoint and the artifact store, as a builder sees them, with everything said to them recorded. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Step } from '../../core/records';
import type { Finish, Report, ReportAnswer, TargetCredentials } from '../api';
import type { Job } from '../job';

/** An error that the API answers with. */
export interface FakeRefusal {
  errorType: string;
  message?: string;
  errorInfo?: { nextStep: string };
}

/** What a test may change while a builder runs. */
export interface FakeApi {
  url: string;
  credentialsUrl: string;
  storeUrl: string;
  /** All reports, in order. */
  reports: Report[];
  claims: number;
  /** Where an artifact may be put, below `storeUrl`; null when the API names no place. */
  keepAt: string | null;
  /** Bytes by the path that they were put at. */
  store: Map<string, Buffer>;
  /** Answers every report. */
  answer: (report: Report) => Partial<ReportAnswer> | FakeRefusal;
  /** Answers each request for credentials. */
  credentials: (number: number) => TargetCredentials | FakeRefusal;
  /** How often credentials were asked for. */
  credentialsAsked: number;
  /** Set to answer so many calls with an HTTP error first. */
  failures: number;
  steps(): Step[];
  finish(): Finish | undefined;
  /** Resolves with the first report that the condition holds for. */
  reported(condition: (report: Report) => boolean): Promise<Report>;
  close(): Promise<void>;
}

const read = async (request: IncomingMessage): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** Starts one for a job; `job` may be an error that the claim is refused with. */
export const startFakeApi = async (job: () => Job | FakeRefusal): Promise<FakeApi> => {
  let listeners: { condition: (report: Report) => boolean; resolve: (report: Report) => void }[] = [];

  const claim = (): object => {
    api.claims += 1;
    const given = job();
    return 'errorType' in given ? { errors: [given] } : { data: { claimDeployment: given } };
  };

  const credentials = (): object => {
    api.credentialsAsked += 1;
    const given = api.credentials(api.credentialsAsked);
    return 'errorType' in given ? { errors: [given] } : { data: { targetCredentials: given } };
  };

  const report = (input: Report): object => {
    api.reports.push(input);
    const answer = api.answer(input);
    for (const { condition, resolve } of listeners) if (condition(input)) resolve(input);
    listeners = listeners.filter(({ condition }) => !condition(input));
    if ('errorType' in answer) return { errors: [answer] };
    return {
      data: {
        reportDeployment: {
          status: 'RUNNING',
          cancel: false,
          current: true,
          awaitsLines: 0,
          artifactUploadUrl: input.artifactUpload && api.keepAt ? `${api.storeUrl}/${api.keepAt}` : null,
          ...answer,
        },
      },
    };
  };

  const server = createServer((request, response) => {
    void (async () => {
      const body = await read(request);
      const path = request.url ?? '';
      if (path === '/credentials') {
        const authorized = request.headers.authorization === 'container-token';
        response.writeHead(authorized ? 200 : 401);
        return response.end(
          '{"AccessKeyId":"AKIDTEST","SecretAccessKey":"test-secret-key","Token":"test-token"}',
        );
      }
      if (path.startsWith('/store/')) {
        if (request.method === 'PUT') api.store.set(path, body);
        const found = api.store.get(path);
        response.writeHead(found ? 200 : 404);
        return response.end(request.method === 'GET' ? found : '');
      }
      if (api.failures > 0) {
        api.failures -= 1;
        response.writeHead(503);
        return response.end('not now');
      }
      const { query, variables } = JSON.parse(body.toString()) as {
        query: string;
        variables: { input: Report };
      };
      const answer = query.includes('claimDeployment')
        ? claim()
        : query.includes('targetCredentials')
          ? credentials()
          : report(variables.input);
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(JSON.stringify(answer));
    })();
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;

  const api: FakeApi = {
    url: `${origin}/graphql`,
    credentialsUrl: `${origin}/credentials`,
    storeUrl: `${origin}/store`,
    reports: [],
    claims: 0,
    keepAt: 'kept',
    store: new Map(),
    answer: () => ({}),
    credentials: () => ({ errorType: 'target.none' }),
    credentialsAsked: 0,
    failures: 0,
    steps() {
      const byName = new Map<string, Step>();
      for (const { plan, step } of api.reports) {
        for (const one of [...(plan ?? []), ...(step ? [step] : [])])
          byName.set(one.name, { ...byName.get(one.name), ...one });
      }
      return [...byName.values()];
    },
    finish: () => api.reports.find(({ finish }) => finish !== undefined)?.finish,
    reported: (condition) => {
      const found = api.reports.find(condition);
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve) => listeners.push({ condition, resolve }));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return api;
};
