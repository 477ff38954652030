import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Client } from '@urql/core';
import { connect, type Connection, type Liveness } from './client';

interface Api {
  readonly client: Client;
  readonly liveness: Liveness;
  /** Somebody else is signed in now: nothing that the one before saw is kept. */
  renew(): void;
}

const ApiContext = createContext<Api | null>(null);

/** The connection to the instance, for everything below it. */
export const ApiProvider = ({ children }: { children: ReactNode }) => {
  const [liveness, setLiveness] = useState<Liveness>('idle');
  const [connection, setConnection] = useState<Connection>(() => connect(setLiveness));
  useEffect(() => () => connection.close(), [connection]);
  const renew = useCallback(() => setConnection(connect(setLiveness)), []);
  const api = useMemo(() => ({ client: connection.client, liveness, renew }), [connection, liveness, renew]);
  return <ApiContext value={api}>{children}</ApiContext>;
};

export const useApi = (): Api => {
  const api = useContext(ApiContext);
  if (!api) throw new Error('Outside of ApiProvider');
  return api;
};
