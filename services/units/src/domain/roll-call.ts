import type { ListedSessionView } from '@unitfleet/contracts';

/** A client of a Unit. */
export interface SessionKey {
  readonly unitUuid: string;
  readonly clientId: string;
}

/** One of a Unit that the broker has. */
export type CalledSession = ListedSessionView & SessionKey;

const UUID_CHARACTERS = 36;

const nameOf = ({ unitUuid, clientId }: SessionKey): string => `${unitUuid}/${clientId}`;

const keyOf = (name: string): SessionKey => ({
  unitUuid: name.slice(0, UUID_CHARACTERS),
  clientId: name.slice(UUID_CHARACTERS + 1),
});

/** One listing of all clients of the broker, held against the sessions that were known when it began. */
export class RollCall {
  /** Names of those that were not called yet: much smaller than as many objects. */
  private readonly awaited = new Set<string>();
  private readonly nameless = new Set<string>();

  /** @param begunAt milliseconds; before anything was listed */
  constructor(readonly begunAt: number) {}

  expect(known: readonly SessionKey[]): void {
    for (const session of known) this.awaited.add(nameOf(session));
  }

  /** Answers those that were not expected, or were called before: a client that moves between pages is listed twice. */
  call(listed: readonly ListedSessionView[]): CalledSession[] {
    const unexpected: CalledSession[] = [];
    for (const session of listed) {
      const { unitUuid, clientId } = session;
      if (!session.isConnected) continue;
      if (unitUuid === null) this.nameless.add(clientId);
      else if (!this.awaited.delete(nameOf({ unitUuid, clientId })))
        unexpected.push({ ...session, unitUuid });
    }
    return unexpected;
  }

  /** To be asked when all were called: those whom neither this nor the former listing has. */
  *missingSince(former: RollCall): Iterable<SessionKey> {
    for (const name of this.awaited) if (former.lacks(name) && this.lacks(name)) yield keyOf(name);
  }

  private lacks(name: string): boolean {
    return this.awaited.has(name) && !this.nameless.has(keyOf(name).clientId);
  }
}
