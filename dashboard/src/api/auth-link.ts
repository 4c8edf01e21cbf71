/** Puts the session's token on each call; a refused token is renewed once and the call is sent again. */
import { ApolloLink } from '@apollo/client/link';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { catchError, from, map, switchMap, throwError, type Observable } from 'rxjs';
import { isUnauthorized } from './errors';

/** The part of the session that calls need. */
export interface TokenSource {
  token(): Promise<string>;
  refresh(): Promise<string>;
}

const refusalAsError = (result: ApolloLink.Result): ApolloLink.Result => {
  const error = result.errors?.length ? new CombinedGraphQLErrors(result, result.errors) : undefined;
  if (error && isUnauthorized(error)) throw error;
  return result;
};

export const createAuthLink = (session: TokenSource): ApolloLink =>
  new ApolloLink((operation, forward) => {
    const send = (token: string): Observable<ApolloLink.Result> => {
      operation.setContext({ headers: { authorization: token } });
      return forward(operation).pipe(map(refusalAsError));
    };
    return from(session.token()).pipe(
      switchMap(send),
      catchError((thrown: unknown) =>
        isUnauthorized(thrown) ? from(session.refresh()).pipe(switchMap(send)) : throwError(() => thrown),
      ),
    );
  });
