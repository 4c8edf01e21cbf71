import { ApolloLink, execute } from '@apollo/client/link';
import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { firstValueFrom, of } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { createAuthLink } from './auth-link';

const query = gql`
  query Viewer {
    viewer {
      name
    }
  }
`;
const client = new ApolloClient({ cache: new InMemoryCache(), link: ApolloLink.empty() });

const call = (answers: ApolloLink.Result[]) => {
  const session = {
    token: vi.fn(() => Promise.resolve('old')),
    refresh: vi.fn(() => Promise.resolve('new')),
  };
  const sent: unknown[] = [];
  const api = new ApolloLink((operation) => {
    sent.push((operation.getContext()['headers'] as Record<string, string>)['authorization']);
    return of(answers[sent.length - 1] ?? { data: null });
  });
  const result = firstValueFrom(execute(createAuthLink(session).concat(api), { query }, { client }));
  return { result, sent, session };
};

const refused: ApolloLink.Result = {
  data: null,
  errors: [{ message: 'no', errorType: 'UnauthorizedException' } as unknown as { message: string }],
};

describe('a call', () => {
  it('carries the bare token', async () => {
    const { result, sent } = call([{ data: { viewer: null } }]);
    await result;
    expect(sent).toEqual(['old']);
  });

  it('is sent once more with a fresh token when the first is refused', async () => {
    const { result, sent, session } = call([refused, { data: { viewer: { name: 'owner' } } }]);
    expect((await result).data).toEqual({ viewer: { name: 'owner' } });
    expect(sent).toEqual(['old', 'new']);
    expect(session.refresh).toHaveBeenCalledTimes(1);
  });

  it('is not sent for ever', async () => {
    const { result, sent } = call([refused, refused, refused]);
    await expect(result).rejects.toThrow();
    expect(sent).toHaveLength(2);
  });
});
