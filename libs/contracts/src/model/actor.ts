import { z } from 'zod';
import { USER_ROLES } from './enums';

/**
 * Who asks, as the edge has authenticated it (`docs/protocol/rest-graphql.md 1.3`). It travels in the envelope of
 * every request and event; the service that owns the data decides what this actor may do.
 */
export const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('Bot') }),
  z.object({ kind: z.literal('User'), uuid: z.guid(), role: z.enum(USER_ROLES), login: z.string() }),
  z.object({ kind: z.literal('Unit'), uuid: z.guid() }),
  z.object({ kind: z.literal('Backend') }),
  z.object({ kind: z.literal('Grafana'), uuid: z.guid() }),
  z.object({ kind: z.literal('GrafanaUnitNode'), uuid: z.guid(), panelUuid: z.uuid() }),
]);

export type Actor = z.infer<typeof actorSchema>;
export type ActorKind = Actor['kind'];
export type UserActor = Extract<Actor, { kind: 'User' }>;
export type UnitActor = Extract<Actor, { kind: 'Unit' }>;

/** The anonymous agent: no token, or an empty header. */
export const ANONYMOUS: Actor = { kind: 'Bot' };

/** The platform itself: scheduled jobs and reactions to events. */
export const PLATFORM: Actor = { kind: 'Backend' };
