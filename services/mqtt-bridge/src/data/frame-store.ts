import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DeliverPolicy, jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { Frame, FRAME_CONTENT_TYPE } from '@unitfleet/contracts';
import { NATS_CONNECTION } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { REPETITION_WINDOW, type StoredMessages } from '../domain/stored-messages';

const STREAM = 'TELEMETRY';
const PUBLISH_DEADLINE_MS = 5_000;
const RETRY_MS = 250;
/** Frames that a bridge may have stored without its PUBACKs getting through are no older than this before its last. */
const LOOK_BACK_MS = 10_000;

/** The TELEMETRY stream, as a bridge uses it. */
@Injectable()
export class FrameStore {
  private readonly client: JetStreamClient;
  /** Part of every message id, so that a restarted bridge does not repeat ids of its former life. */
  private readonly life = randomUUID();
  private count = 0;

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.client = jetstream(connection);
  }

  /** Resolves when the stream holds the frame; tries for ever, the same message id each time. */
  async put(subject: string, frame: Uint8Array): Promise<void> {
    const msgID = `${this.life}/${(this.count += 1)}`;
    const head = headers();
    head.set('content-type', FRAME_CONTENT_TYPE);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.client.publish(subject, frame, { msgID, headers: head, timeout: PUBLISH_DEADLINE_MS });
        return;
      } catch (error) {
        this.log.warn(
          { reason: String(error), subject, attempt },
          'a telemetry frame was not stored; trying again',
        );
        await sleep(RETRY_MS);
      }
    }
  }

  /** Recalls what this bridge stored last, so that repetitions of it are recognised. */
  async recall(bridge: string, stored: StoredMessages): Promise<void> {
    const recent: [packetId: number, digest: number][] = [];
    for await (const frame of this.lastFrames()) {
      if (frame.bridge !== bridge) continue;
      frame.forEach((_node, _time, _payload, _index, packetId, digest) => {
        if (packetId > 0) recent.push([packetId, digest]);
      });
    }
    for (const [packetId, digest] of recent.slice(-REPETITION_WINDOW)) stored.add(packetId, digest);
  }

  private async *lastFrames(): AsyncGenerator<Frame> {
    const manager = await jetstreamManager(this.connection);
    const { state } = await manager.streams.info(STREAM);
    if (state.messages === 0) return;
    const since = new Date(new Date(state.last_ts).getTime() - LOOK_BACK_MS).toISOString();
    const consumer = await this.client.consumers.get(STREAM, {
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: since,
    });
    const messages = await consumer.consume({ max_messages: 1_000 });
    for await (const message of messages) {
      yield new Frame(message.data);
      if (message.seq >= state.last_seq || message.info.pending === 0) break;
    }
  }
}
