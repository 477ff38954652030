import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { jetstream, JetStreamApiError, type JetStreamClient } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { FRAME_CONTENT_TYPE } from '@unitfleet/contracts';
import { NATS_CONNECTION } from '@unitfleet/messaging';
import { Counter, LOGGER, METRICS, type Logger, type Registry } from '@unitfleet/observability';
import { CLOCK_SKEW_MS, MESSAGE_ID, storedSince } from './stored-since';

const PUBLISH_DEADLINE_MS = 3_000;
const RETRY_MS = 250;
const COMPLAIN_EVERY = 40;
/** For so long the stream itself is sure to recognise a repetition; its duplicate window is two minutes. */
const RECOGNISED_MS = 90_000;

/** The TELEMETRY stream, as a bridge writes it. */
@Injectable()
export class FrameStore {
  private readonly client: JetStreamClient;
  /** Part of every message id, so that a restarted bridge does not repeat ids of its former life. */
  private readonly life = randomUUID();
  private count = 0;
  private readonly retries: Counter;

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.client = jetstream(connection);
    this.retries = new Counter({
      name: 'bridge_frame_retries_total',
      help: 'Times that a frame was sent to its stream again because no acknowledgement came',
      registers: [metrics],
    });
  }

  /**
   * Resolves when the stream holds the frame, once; tries for ever.
   *
   * @param before runs before each try, and is part of it.
   */
  async put(subject: string, frame: Uint8Array, before: () => Promise<void>): Promise<void> {
    const id = this.nextId();
    /** Since when it may be stored without us knowing; by the monotonic clock, since the other may be stepped. */
    let doubtful: number | null = null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await before();
        if (doubtful !== null && performance.now() - doubtful > RECOGNISED_MS) {
          if (await this.holds(subject, id, Date.now() - (performance.now() - doubtful))) return;
          doubtful = null;
        }
        return await this.publish(subject, frame, id);
      } catch (error) {
        if (!(error instanceof JetStreamApiError)) doubtful ??= performance.now() - PUBLISH_DEADLINE_MS;
        if (attempt % COMPLAIN_EVERY === 1) {
          const reason = String(error);
          this.log.warn({ reason, subject, attempt }, 'a telemetry frame was not stored; trying again');
        }
        await sleep(RETRY_MS);
        this.retries.inc();
      }
    }
  }

  /** Stores a frame that may be stored twice. @throws when the stream does not acknowledge it. */
  async tryToPut(subject: string, frame: Uint8Array): Promise<void> {
    await this.publish(subject, frame, this.nextId());
  }

  private nextId(): string {
    this.count += 1;
    return `${this.life}/${this.count}`;
  }

  private async publish(subject: string, frame: Uint8Array, msgID: string): Promise<void> {
    const head = headers();
    head.set('content-type', FRAME_CONTENT_TYPE);
    await this.client.publish(subject, frame, { msgID, headers: head, timeout: PUBLISH_DEADLINE_MS });
  }

  private async holds(subject: string, id: string, sinceMs: number): Promise<boolean> {
    const since = new Date(sinceMs - CLOCK_SKEW_MS);
    for await (const message of storedSince(this.connection, 'TELEMETRY', since, subject)) {
      if (message.headers?.get(MESSAGE_ID) === id) return true;
    }
    return false;
  }
}
