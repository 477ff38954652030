import { z } from 'zod';

/** Everything comes as text, what is absent as the empty text (`docs/protocol/emqx.md`, HTTP authentication). */
const text = z.string().default('');

export const authenticationRequestSchema = z.object({
  username: text,
  password: text,
  clientid: text,
  peerhost: text,
});
export type AuthenticationRequest = z.infer<typeof authenticationRequestSchema>;

export const authorizationRequestSchema = z.object({
  username: text,
  clientid: text,
  topic: text,
  action: z.enum(['publish', 'subscribe']),
  peerhost: text,
});
export type AuthorizationRequest = z.infer<typeof authorizationRequestSchema>;
