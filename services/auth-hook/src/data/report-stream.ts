import { Inject, Injectable } from '@nestjs/common';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { deviceSession, deviceSubject, type DeviceSession } from '@unitfleet/contracts';
import { CONTENT_TYPE, encodeMessage, EventPublisher, NATS_CONNECTION, wrap } from '@unitfleet/messaging';

interface Waiting {
  readonly id: string;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const MOST_AT_ONCE = 1_000;

/**
 * Reports about devices on their way to the stream. What comes while an acknowledgement is awaited goes out together
 * afterwards and is acknowledged with its last message: a server takes in order what one connection sends, and the
 * reports of a fleet that comes back are thousands a second.
 */
@Injectable()
export class ReportStream {
  private readonly contentType = headers();
  private waiting: Waiting[] = [];
  private isUnderWay = false;

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    private readonly publisher: EventPublisher,
  ) {
    this.contentType.set('content-type', CONTENT_TYPE);
  }

  /** Resolves when the stream has stored the report. */
  send(report: DeviceSession): Promise<void> {
    const { type, version } = deviceSession;
    const aggregate = { uuid: report.unitUuid, version: 0 };
    const envelope = wrap({ type, version, source: 'auth-hook', aggregate }, report);
    const message = {
      id: envelope.id,
      subject: deviceSubject(deviceSession, report.unitUuid),
      payload: encodeMessage(envelope),
    };
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...message, resolve, reject });
      if (!this.isUnderWay) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.isUnderWay = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        await this.publish(batch);
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.isUnderWay = false;
  }

  private async publish(batch: readonly Waiting[]): Promise<void> {
    for (const { subject, payload } of batch.slice(0, -1))
      this.connection.publish(subject, payload, { headers: this.contentType });
    const { id, subject, payload } = batch.at(-1)!;
    await this.publisher.publish({ id, subject, payload, headers: {} });
  }
}
