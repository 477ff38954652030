import {
  eventSubject,
  unitAccessChanged,
  unitCreated,
  unitDeleted,
  unitNodeAccessChanged,
  unitNodeCreated,
  unitNodeDeleted,
  userBlocked,
  userUnblocked,
  type Envelope,
  type EventData,
  type EventDefinition,
  type NodeAccess,
} from '@unitfleet/contracts';

/** Above every version that an aggregate will ever have: what is gone stays gone. */
const FINAL = Number.MAX_SAFE_INTEGER;

/** What an event changes in the projection; a document that is undefined must be asked for anew. */
export type ProjectedChange =
  | { readonly of: 'device'; readonly uuid: string; readonly version: number; readonly document?: null }
  | {
      readonly of: 'node';
      readonly uuid: string;
      readonly version: number;
      readonly document?: NodeAccess | null;
    }
  | { readonly of: 'user'; readonly uuid: string; readonly version: number; readonly document: boolean };

interface Reader {
  readonly event: EventDefinition;
  readonly read: (envelope: Envelope) => ProjectedChange;
}

const reader = <Definition extends EventDefinition>(
  event: Definition,
  read: (data: EventData<Definition>, version: number) => ProjectedChange,
): Reader => ({
  event,
  read: ({ data, aggregateVersion }) => read(data as EventData<Definition>, aggregateVersion),
});

const READERS: readonly Reader[] = [
  reader(unitAccessChanged, ({ uuid, accessVersion }) => ({ of: 'device', uuid, version: accessVersion })),
  reader(unitCreated, ({ uuid }, version) => ({ of: 'device', uuid, version })),
  reader(unitDeleted, ({ uuid }) => ({ of: 'device', uuid, version: FINAL, document: null })),
  reader(unitNodeAccessChanged, (document, version) => ({
    of: 'node',
    uuid: document.uuid,
    version,
    document,
  })),
  reader(unitNodeCreated, ({ uuid }, version) => ({ of: 'node', uuid, version })),
  reader(unitNodeDeleted, ({ uuid }) => ({ of: 'node', uuid, version: FINAL, document: null })),
  reader(userBlocked, ({ uuid }, version) => ({ of: 'user', uuid, version, document: true })),
  reader(userUnblocked, ({ uuid }, version) => ({ of: 'user', uuid, version, document: false })),
];

const BY_SUBJECT = new Map(READERS.map((one) => [eventSubject(one.event), one]));

/** The events by which the projection is kept. */
export const PROJECTED_EVENTS: readonly EventDefinition[] = READERS.map(({ event }) => event);

/** How to read what is published under a subject; undefined of one that changes nothing here. */
export const readerOf = (subject: string): Reader | undefined => BY_SUBJECT.get(subject);

/** What an event of this kind changes. */
export const changeBy = (event: EventDefinition, envelope: Envelope): ProjectedChange => {
  const found = readerOf(eventSubject(event));
  if (!found) throw new Error(`${event.name} is none of the events that are projected`);
  return found.read(envelope);
};
