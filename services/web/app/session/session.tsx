import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { useMutation, useQuery, type CombinedError } from 'urql';
import { useApi } from '../api/api-provider';
import { LogoutDocument, SessionDocument, SignInDocument, type SessionQuery } from './session.generated';

/** Who is signed in. */
export type SessionUser = NonNullable<SessionQuery['getSession']>;

export interface Session {
  /** `null`: nobody; pages show what is public then. */
  readonly user: SessionUser | null;
  readonly isAdmin: boolean;
  /** The answer of the instance is not there yet. */
  readonly isLoading: boolean;
  /** Resolves with the error that the instance answered, or nothing. */
  signIn(login: string, password: string): Promise<CombinedError | undefined>;
  signOut(): Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

/** Asks once who is signed in; the token itself is in a cookie that no script can read. */
export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const { client, renew } = useApi();
  const [{ data, fetching }] = useQuery({ query: SessionDocument, requestPolicy: 'cache-first' });
  const [, askToEnd] = useMutation(LogoutDocument);
  const signIn = useCallback(
    async (login: string, password: string) => {
      const data = { credentials: login, password };
      const { error } = await client.query(SignInDocument, { data }, { requestPolicy: 'network-only' });
      if (!error) renew();
      return error;
    },
    [client, renew],
  );
  const signOut = useCallback(async () => {
    await askToEnd({});
    renew();
  }, [askToEnd, renew]);
  const user = data?.getSession ?? null;
  const session = useMemo(
    () => ({ user, isAdmin: user?.role === 'ADMIN', isLoading: fetching && !data, signIn, signOut }),
    [user, fetching, data, signIn, signOut],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
};

export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('Outside of SessionProvider');
  return session;
};
