import { z } from 'zod';
import type { ServiceName } from '../model/service-names';

/** A fact about one aggregate of one service. */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly service: ServiceName;
  readonly aggregate: string;
  /** In the past tense. */
  readonly name: string;
  /** Major version: a change that old consumers cannot read gets a new one, in a new file. */
  readonly version: number;
  readonly description: string;
  readonly schema: Schema;
  /** One valid example; the fixture of this version is made from it. */
  readonly example: z.infer<Schema>;
}

export type EventData<Definition> =
  Definition extends EventDefinition<infer Schema> ? z.infer<Schema> : never;

/** Declares an event; the catalogue and the AsyncAPI document are generated from these declarations. */
export const defineEvent = <Schema extends z.ZodType>(
  definition: EventDefinition<Schema>,
): EventDefinition<Schema> => definition;

/** `<service>.<aggregate>.<event>`, the envelope's `type`. */
export const eventType = (event: EventDefinition): string =>
  `${event.service}.${event.aggregate}.${event.name}`;

/** `ev.<service>.<aggregate>.<event>.v<major>`. */
export const eventSubject = (event: EventDefinition): string => `ev.${eventType(event)}.v${event.version}`;
