import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { Clock, Ticker } from '@unitfleet/service-host';
import { DeviceSessionService } from '../api/devices/device-session.service';
import { BrokerClient } from '../data/clients/broker.client';
import { KnownSessionsQuery, type BegunSession } from '../data/presence/known-sessions.query';
import { PresenceLeaseRepository } from '../data/presence/presence-lease.repository';
import { RollCall, type CalledSession } from '../domain/roll-call';
import { SETTINGS, type UnitsSettings } from '../settings';

const SESSIONS_AT_ONCE = 100;
/** A report that is under way counts as older than the listing when clocks differ by less. */
const SKEW_MS = 2_000;
/** In intervals; and a listing that takes long must not bring another process in. */
const LEASE_INTERVALS = 3;
const LONGEST_LISTING_MS = 60_000;

/**
 * Ends sessions that the broker does not have and begins those that nobody reported: a broker that is killed reports no
 * disconnects, and what it reports while every bridge is away is lost (`docs/architecture.md`, How a Unit is known to be
 * online). What the broker does not tell wholly changes nothing.
 */
@Injectable()
export class PresenceCheckJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;
  private readonly everyMs: number;
  /** The last listing that was whole. */
  private former: RollCall | null = null;
  private isStopping = false;

  constructor(
    @Inject(SETTINGS) settings: UnitsSettings,
    private readonly broker: BrokerClient,
    private readonly known: KnownSessionsQuery,
    private readonly lease: PresenceLeaseRepository,
    private readonly sessions: DeviceSessionService,
    private readonly clock: Clock,
    jobs: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.everyMs = settings.UNITS_PRESENCE_CHECK_S * 1_000;
    this.ticker = new Ticker(
      jobs.every('sessions as the broker has them', this.everyMs),
      () => this.check(),
      log,
    );
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.ticker.stop();
    await this.lease.release().catch((error) => this.log.warn({ err: error }, 'a lease has to expire'));
  }

  private async check(): Promise<void> {
    const now = this.clock.now();
    const until = now + LEASE_INTERVALS * this.everyMs + LONGEST_LISTING_MS;
    if (!(await this.lease.hold(new Date(now), new Date(until)))) {
      this.former = null;
      return;
    }
    const { former } = this;
    const roll = new RollCall(now);
    for await (const page of this.known.pages()) roll.expect(page);
    let begun = 0;
    for await (const page of this.broker.sessions()) {
      if (this.isStopping) return;
      begun += await this.begin(roll.call(page), roll, former);
    }
    const ended = former ? await this.endMissing(roll, former) : 0;
    this.former = roll;
    if (begun + ended > 0)
      this.log.info({ begun, ended }, 'sessions were corrected by what the broker has: reports were lost');
  }

  /** What began since the former listing may yet be reported. */
  private async begin(
    unexpected: readonly CalledSession[],
    roll: RollCall,
    former: RollCall | null,
  ): Promise<number> {
    const overdue = unexpected.filter(
      (one): one is typeof one & BegunSession =>
        former !== null && one.connectedAt !== null && one.connectedAt.getTime() < former.begunAt,
    );
    if (overdue.length === 0) return 0;
    const unknown = await this.known.unknownAmong(overdue, new Date(roll.begunAt));
    for (const some of inParts(unknown))
      await this.sessions.foundBegun(
        some.map(({ unitUuid, clientId, connectedAt }) => ({ unitUuid, clientId, at: connectedAt })),
      );
    return unknown.length;
  }

  /** Each as of before the former listing, so that what has begun or was heard of since stays. */
  private async endMissing(roll: RollCall, former: RollCall): Promise<number> {
    const at = new Date(former.begunAt - SKEW_MS);
    let ended = 0;
    for (const some of inParts(roll.missingSince(former))) {
      if (this.isStopping) return ended;
      const silent = await this.known.silentAmong(some, new Date(former.begunAt));
      ended += await this.sessions.foundEnded(silent.map((session) => ({ ...session, at })));
    }
    return ended;
  }
}

function* inParts<Item>(items: Iterable<Item>): Iterable<Item[]> {
  let part: Item[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length < SESSIONS_AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
