import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { deviceSession } from '@unitfleet/contracts';
import { EventPublisher } from '@unitfleet/messaging';
import { Counter, LOGGER, METRICS, type Logger, type Registry } from '@unitfleet/observability';
import { tokenKey, type TokenKey } from '@unitfleet/security';
import { z } from 'zod';
import { BrokerClient } from '../data/broker-client';
import { unitOfToken } from '../data/unit-of-token';
import { SETTINGS, type Settings } from '../settings';

/**
 * The bridges share the broker's system topics, so that each event is reported once. Client ids with a slash, which no library has,
 * are not heard of: every filter that takes them in brings each connect and subscribe too.
 */
const FILTER = '$share/bridge-control/$SYS/brokers/+/clients/+/disconnected';

/** Another connection has taken the client id over: the device is there, and was reported when it connected. */
const TAKEN_OVER = new Set(['takenover', 'takeover', 'discarded']);

const disconnectedSchema = z.object({
  clientid: z.string(),
  username: z.string().nullish(),
  reason: z.string().nullish(),
  disconnected_at: z.number().optional(),
  ts: z.number().optional(),
});

/**
 * Reports devices that went. The user name, which is the Unit's token, tells whose the connection was: of the client ids only
 * some are the Unit's (`docs/protocol/device.md 1.1`).
 */
@Injectable()
export class DisconnectionsJob implements OnModuleInit {
  private readonly key: TokenKey;
  private readonly events: Counter;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly broker: BrokerClient,
    private readonly publisher: EventPublisher,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.key = tokenKey(settings.PU_SECRET_KEY);
    this.events = new Counter({
      name: 'bridge_disconnections_total',
      help: 'Connections that the broker reported as ended, by what became of the report',
      labelNames: ['outcome'],
      registers: [metrics],
    });
  }

  onModuleInit(): void {
    this.broker.listen(FILTER, (topic, payload) => {
      if (!topic.endsWith('/disconnected')) return;
      this.report(payload).then(
        (outcome) => this.events.inc({ outcome }),
        (error) => {
          this.events.inc({ outcome: 'failed' });
          this.log.warn({ err: error }, 'a disconnection was not reported');
        },
      );
    });
  }

  private async report(payload: Buffer): Promise<'reported' | 'taken over' | 'no device'> {
    const event = disconnectedSchema.parse(JSON.parse(payload.toString('utf8')));
    if (TAKEN_OVER.has(event.reason ?? '')) return 'taken over';
    const unitUuid = unitOfToken(event.username ?? '', this.key);
    if (unitUuid === null) return 'no device';
    const at = new Date(event.disconnected_at ?? event.ts ?? Date.now());
    await this.publisher.publishDevice(deviceSession, unitUuid, {
      kind: 'disconnected',
      unitUuid,
      clientId: event.clientid,
      at,
    });
    return 'reported';
  }
}
