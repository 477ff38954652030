import type { BrokerMetrics } from '../broker-metrics';
import type { Zone } from '../options';
import type { Connection } from './connection';
import type { Router } from './router';
import { Session } from './session';

/** What a client asks of its session at CONNECT. */
export interface SessionWish {
  /** Forget what was before. */
  readonly clean: boolean;
  /** How long to keep it after the connection; 0: not at all. */
  readonly expirySeconds: number;
}

/** Whose session is opened. */
export interface SessionOwner {
  readonly clientId: string;
  readonly username: string;
}

/**
 * All sessions by client id; persistent ones outlive their connections, but not the broker. As many of a zone may wait for
 * their clients as may be connected: one client could else leave sessions behind under any number of names.
 */
export class SessionRegistry {
  private readonly sessions = new Map<string, Session<Connection>>();
  /** Sessions without connection, the one that is away for longest first. */
  private readonly away = new Map<Zone, Set<Session<Connection>>>();

  constructor(
    private readonly router: Router,
    private readonly metrics: BrokerMetrics,
  ) {}

  get size(): number {
    return this.sessions.size;
  }

  get(clientId: string): Session<Connection> | undefined {
    return this.sessions.get(clientId);
  }

  all(): IterableIterator<Session<Connection>> {
    return this.sessions.values();
  }

  /**
   * The session for a new connection; whoever holds the client id is disconnected. `present`: it goes on from before,
   * which it does for its own client alone: with it come subscriptions and messages that nobody else was granted.
   */
  open(
    { clientId, username }: SessionOwner,
    { clean, expirySeconds }: SessionWish,
    zone: Zone,
  ): { session: Session<Connection>; present: boolean } {
    this.sessions.get(clientId)?.outlet?.close(clean ? 'discarded' : 'takenover');
    const held = this.sessions.get(clientId);
    if (held && !clean && held.zone === zone && held.username === username) {
      held.expirySeconds = expirySeconds;
      this.awayOf(zone).delete(held);
      return { session: held, present: true };
    }
    if (held) this.remove(held);
    const session = new Session<Connection>(
      clientId,
      username,
      expirySeconds,
      zone,
      this.router,
      this.metrics,
    );
    this.sessions.set(clientId, session);
    return { session, present: false };
  }

  /** The connection is gone; a session that is not to be kept goes with it. */
  leave(session: Session<Connection>): void {
    session.suspend();
    if (session.expirySeconds === 0) return this.remove(session);
    const away = this.awayOf(session.zone).add(session);
    if (away.size <= session.zone.maxConnections) return;
    const [longest] = away;
    this.remove(longest!);
    this.metrics.rare['session.discarded.full']++;
  }

  /** Disconnects the client and forgets it, also one that is away. False: there is none. */
  kick(clientId: string): boolean {
    const session = this.sessions.get(clientId);
    if (!session) return false;
    session.outlet?.close('kicked');
    session.delayedWill = null;
    this.remove(session);
    return true;
  }

  /** Forgets sessions that have been away for too long, and publishes wills that have waited long enough. */
  expire(now: number): void {
    for (const session of [...this.away.values()].flatMap((away) => [...away])) {
      if (now - session.disconnectedAt > session.expirySeconds * 1000) this.remove(session);
      else if (session.delayedWill && now >= session.delayedWill.at) {
        const will = session.delayedWill;
        session.delayedWill = null;
        will.publish();
      }
    }
  }

  private awayOf(zone: Zone): Set<Session<Connection>> {
    const away = this.away.get(zone) ?? new Set();
    this.away.set(zone, away);
    return away;
  }

  private remove(session: Session<Connection>): void {
    session.end();
    this.awayOf(session.zone).delete(session);
    if (this.sessions.get(session.clientId) === session) this.sessions.delete(session.clientId);
  }
}
