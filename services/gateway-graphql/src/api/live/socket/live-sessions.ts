import { Inject, Injectable } from '@nestjs/common';
import { isDomainError } from '@unitfleet/contracts';
import { ActorResolver } from '@unitfleet/gateway';
import { SETTINGS, type Settings } from '../../../settings';
import { CLOSE, type LiveConnection } from './live-connection';

const CONCURRENT_CHECKS = 32;

/** The sockets of agents whose tokens count; who is logged out or blocked loses them. */
@Injectable()
export class LiveSessions {
  private readonly connections = new Set<LiveConnection>();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly actors: ActorResolver,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Takes an identified connection in; false when its caller has enough of them. */
  add(connection: LiveConnection): boolean {
    const key = keyOf(connection);
    if (key !== null) {
      const count = this.counts.get(key) ?? 0;
      if (count >= this.settings.LIVE_CONNECTIONS_PER_CALLER) return false;
      this.counts.set(key, count + 1);
    }
    this.connections.add(connection);
    return true;
  }

  remove(connection: LiveConnection): void {
    if (!this.connections.delete(connection)) return;
    const key = keyOf(connection);
    if (key === null) return;
    const count = this.counts.get(key)! - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }

  /** The user was blocked: own sockets and those of own Units end. */
  async userBlocked(userUuid: string): Promise<void> {
    this.actors.dropUser(userUuid);
    await this.verify(({ kind, uuid }) => kind === 'Unit' || uuid === userUuid);
  }

  /** Sessions of a user ended; without a list all of them. */
  async sessionsEnded(userUuid: string, sids: readonly string[] | null): Promise<void> {
    this.actors.dropSessions(userUuid, sids);
    await this.verify(({ uuid }) => uuid === userUuid);
  }

  async unitGone(unitUuid: string): Promise<void> {
    this.actors.dropUnit(unitUuid);
    await this.verify(({ uuid }) => uuid === unitUuid);
  }

  /** Asks anew about the tokens of these agents. A silent owner ends nothing. */
  async verify(
    isConcerned: (agent: { kind: string; uuid: string | null }) => boolean = () => true,
  ): Promise<void> {
    const concerned = [...this.connections].filter(({ actor }) =>
      isConcerned({ kind: actor.kind, uuid: 'uuid' in actor ? actor.uuid : null }),
    );
    for (let start = 0; start < concerned.length; start += CONCURRENT_CHECKS)
      await Promise.all(
        concerned.slice(start, start + CONCURRENT_CHECKS).map((connection) => this.verifyOne(connection)),
      );
  }

  private async verifyOne(connection: LiveConnection): Promise<void> {
    const { caller } = connection;
    if (!caller?.token) return;
    try {
      connection.caller = { ...caller, actor: await this.actors.resolve(caller.token) };
    } catch (error) {
      if (isDomainError(error) && error.errorCode === 'Unavailable') return;
      connection.close(CLOSE.forbidden, 'Forbidden');
    }
  }
}

const keyOf = ({ actor }: LiveConnection): string | null => ('uuid' in actor ? actor.uuid : null);
