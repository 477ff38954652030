import type { Action } from './topic-question';

/** A device wants in. Everything comes as text, what is absent as the empty text (`docs/protocol/emqx.md`, HTTP authentication). */
export interface AuthenticationRequest {
  readonly username: string;
  readonly clientid: string;
  readonly peerhost: string;
}

/** A device wants to use a topic that its own rules leave open. */
export interface AuthorizationRequest extends AuthenticationRequest {
  readonly topic: string;
  readonly action: Action;
}

type Fields = Readonly<Record<string, unknown>>;

/** Absent is empty; undefined what is no text. */
const textOf = (fields: Fields, name: string): string | undefined => {
  const value = fields[name] ?? '';
  return typeof value === 'string' ? value : undefined;
};

/** Null for what no broker asks. */
export const readAuthentication = (body: unknown): AuthenticationRequest | null => {
  if (typeof body !== 'object' || body === null) return null;
  const fields = body as Fields;
  const [username, clientid, peerhost] = [
    textOf(fields, 'username'),
    textOf(fields, 'clientid'),
    textOf(fields, 'peerhost'),
  ];
  if (username === undefined || clientid === undefined || peerhost === undefined) return null;
  return { username, clientid, peerhost };
};

/** Null for what no broker asks. */
export const readAuthorization = (body: unknown): AuthorizationRequest | null => {
  const who = readAuthentication(body);
  if (!who) return null;
  const topic = textOf(body as Fields, 'topic');
  const { action } = body as Fields;
  if (topic === undefined || (action !== 'publish' && action !== 'subscribe')) return null;
  return { ...who, topic, action };
};
