import { z } from 'zod';

const seconds = z.number().int().nonnegative();
const uuid = z.guid();

/**
 * What a token of each kind says (`docs/protocol/rest-graphql.md 1.3`). `exp` counts seconds since 1970. Tokens of
 * Users name their session, tokens of panels end: both are stricter than the protocol's first edition. Those of Units and
 * of the platform do not end unless somebody has made one that says so.
 */
export const tokenClaimsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('User'), uuid, sid: z.string().regex(/^[0-9a-f]{1,128}$/), exp: seconds }),
  z.object({ type: z.literal('Unit'), uuid, exp: seconds.optional() }),
  z.object({ type: z.literal('Backend'), domain: z.string().min(1), exp: seconds.optional() }),
  z.object({ type: z.literal('Grafana'), uuid, exp: seconds }),
  z.object({ type: z.literal('GrafanaUnitNode'), uuid, panel_uuid: uuid, exp: seconds }),
]);

/** Claims of a token whose signature and expiry have been checked; whether the agent still exists is the caller's. */
export type TokenClaims = z.infer<typeof tokenClaimsSchema>;
export type UserClaims = Extract<TokenClaims, { type: 'User' }>;
export type UnitClaims = Extract<TokenClaims, { type: 'Unit' }>;
