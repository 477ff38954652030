import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import type { ServiceName } from '@unitfleet/contracts';
import { closeConnection } from '../connection/close-connection';
import { DeadLetterBox } from '../dead-letters/dead-letter-box';
import { EventPublisher } from '../events/event-publisher';
import { LivePublisher } from '../live/live-publisher';
import { StreamReports } from '../reports/stream-reports';
import { RpcClient } from '../rpc/rpc-client';
import { StreamClient } from '../rpc/stream-client';

/** Injection token of the process's connection to NATS. */
export const NATS_CONNECTION = Symbol('NatsConnection');

/** Gives a service what speaks to others, over the process's one connection, and what looks at its streams. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  static forConnection(connection: NatsConnection, service: ServiceName): DynamicModule {
    return {
      module: MessagingModule,
      providers: [
        { provide: NATS_CONNECTION, useValue: connection },
        { provide: RpcClient, useValue: new RpcClient(connection, service) },
        { provide: StreamClient, useValue: new StreamClient(connection, service) },
        { provide: EventPublisher, useValue: new EventPublisher(connection, service) },
        { provide: LivePublisher, useValue: new LivePublisher(connection, service) },
        { provide: DeadLetterBox, useValue: new DeadLetterBox(connection) },
        { provide: StreamReports, useValue: new StreamReports(connection) },
      ],
      exports: [
        NATS_CONNECTION,
        RpcClient,
        StreamClient,
        EventPublisher,
        LivePublisher,
        DeadLetterBox,
        StreamReports,
      ],
    };
  }

  constructor(@Inject(NATS_CONNECTION) private readonly connection: NatsConnection) {}

  /** Last of all: what is still to be sent goes out. */
  async onApplicationShutdown(): Promise<void> {
    await closeConnection(this.connection);
  }
}
