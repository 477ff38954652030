import { type PlatformApi, PlatformError } from './platform-api';
import { SimulatorError } from './simulator-error';

export interface Login {
  readonly login: string;
  readonly password: string;
  /** Register the user when the platform does not know the login. */
  readonly mayRegister: boolean;
}

/**
 * Logs in, and answers the user's uuid.
 *
 * @throws SimulatorError when the platform does not take the login
 */
export const signIn = async (api: PlatformApi, { login, password, mayRegister }: Login): Promise<string> => {
  const credentials = { credentials: login, password };
  const ask = () => api.post<{ token: string }>('/users/auth', credentials);
  const answer = await ask().catch(async (error) => {
    if (!(error instanceof PlatformError) || error.status >= 500) throw error;
    if (!mayRegister)
      throw new SimulatorError(
        `The platform does not take the login "${login}" (${error.detail}).`,
        'Give UNITFLEET_LOGIN and UNITFLEET_PASSWORD of a user, or --register to make a new one of them.',
      );
    await api.post('/users', { login, password });
    return ask();
  });
  return useToken(api, answer.token);
};

/** Goes on as the token's user, and answers the user's uuid. @throws SimulatorError when it is no user's token */
export const useToken = (api: PlatformApi, token: string): string => {
  api.identify(token);
  const claims = claimsOf(token);
  if (claims?.type !== 'User' || !claims.uuid)
    throw new SimulatorError(
      'UNITFLEET_TOKEN is not the token of a user.',
      'Take the one that logging in answers.',
    );
  return claims.uuid;
};

const claimsOf = (token: string): { uuid?: string; type?: string } | null => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
};
