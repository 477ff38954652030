import { Inject, Injectable } from '@nestjs/common';
import {
  DomainError,
  isDomainError,
  kickDevices,
  listDeviceSessions,
  MAX_DEVICE_SESSIONS,
  PLATFORM,
  publishToDevice,
  type ListedSessionView,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';

const UNITS_PER_KICK = 500;

/** The broker, as `mqtt-bridge` reaches it. */
@Injectable()
export class BrokerClient {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Throws Mqtt (422 code 10) when the broker does not take it or cannot be reached. */
  async publish(topic: string, text: string): Promise<void> {
    try {
      await this.rpc.call(publishToDevice, { topic, payload: new TextEncoder().encode(text) }, PLATFORM);
    } catch (cause) {
      if (isDomainError(cause) && cause.errorCode === 'Mqtt') throw cause;
      throw new DomainError('Mqtt', 'the broker cannot be reached', { cause });
    }
  }

  /**
   * Ends live connections; throws when that cannot be ordered.
   *
   * @param hearing only those that are subscribed to one of these topics
   */
  async kick(unitUuids: readonly string[], hearing?: string[]): Promise<void> {
    for (let start = 0; start < unitUuids.length; start += UNITS_PER_KICK) {
      const page = unitUuids.slice(start, start + UNITS_PER_KICK);
      await this.rpc.call(kickDevices, { unitUuids: page, hearing }, PLATFORM);
    }
  }

  /** The same where something else has already ended what the devices may do. */
  async tryToKick(unitUuids: readonly string[]): Promise<void> {
    await this.kick(unitUuids).catch((error) =>
      this.log.warn({ err: error, unitUuids }, 'devices not kicked'),
    );
  }

  /**
   * All clients of the broker, page by page. While clients come and go one may be listed twice, or be missed.
   *
   * @throws DomainError when it does not tell, or not all
   */
  async *sessions(): AsyncGenerator<readonly ListedSessionView[]> {
    for (let offset = 0; ;) {
      const page = { offset, limit: MAX_DEVICE_SESSIONS };
      const { count, sessions } = await this.rpc.call(listDeviceSessions, page, PLATFORM);
      yield sessions;
      offset += sessions.length;
      if (offset >= count) return;
      if (sessions.length === 0)
        throw new DomainError('Unavailable', `the broker lists ${offset} of ${count} clients`);
    }
  }
}
