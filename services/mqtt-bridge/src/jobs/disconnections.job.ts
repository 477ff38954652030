import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { deviceSession, uuidSchema } from '@unitfleet/contracts';
import { EventPublisher } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { z } from 'zod';
import { BrokerClient } from '../data/broker-client';

/** The bridges share the broker's system topics, so that each event is reported once. */
const FILTER = '$share/bridge-control/$SYS/brokers/+/clients/+/disconnected';

const disconnectedSchema = z.object({ clientid: z.string(), ts: z.number().optional() });

/**
 * Reports devices that went. The client id tells which Unit it was when the library uses the Unit's uuid for it, as
 * the Python and MicroPython ones do; of others nothing is known here, and commands find out by not being confirmed.
 */
@Injectable()
export class DisconnectionsJob implements OnModuleInit {
  constructor(
    private readonly broker: BrokerClient,
    private readonly publisher: EventPublisher,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.broker.listen(FILTER, (topic, payload) => {
      if (!topic.endsWith('/disconnected')) return;
      this.report(payload).catch((error) =>
        this.log.warn({ err: error }, 'a disconnection was not reported'),
      );
    });
  }

  private async report(payload: Buffer): Promise<void> {
    const { clientid, ts } = disconnectedSchema.parse(JSON.parse(payload.toString('utf8')));
    const unit = uuidSchema.safeParse(clientid);
    if (!unit.success) return;
    const at = new Date(ts ?? Date.now());
    await this.publisher.publishDevice(deviceSession, unit.data, {
      kind: 'disconnected',
      unitUuid: unit.data,
      clientId: clientid,
      at,
    });
  }
}
