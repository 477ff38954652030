import { Controller, Inject, Module, type DynamicModule } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { databaseSettings, processSettings } from '@unitfleet/config';
import { getUser, userBlocked, userUnblocked, type Envelope } from '@unitfleet/contracts';
import { OnEvent, RpcHandler } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { PersistenceModule, Transactions } from '@unitfleet/persistence';
import { z } from 'zod';
import type { ServiceDefinition } from '../src';

const settings = z.object({ ...processSettings.shape, ...databaseSettings.shape });
type Settings = z.infer<typeof settings>;

const GREETING = {
  login: 'someone',
  role: 'User' as const,
  status: 'Unverified' as const,
  grafanaOrgName: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
  grafanaOrgId: null,
};

@Controller()
class SampleController {
  constructor(
    private readonly transactions: Transactions,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Says in the log that it was asked, and emits an event. */
  @RpcHandler(getUser)
  async get(@Payload() request: { uuid: string }) {
    this.log.info({ asked: request.uuid }, 'asked');
    await this.transactions.run(async ({ emit }) =>
      emit(userBlocked, { uuid: request.uuid, version: 1 }, { uuid: request.uuid }),
    );
    return { uuid: request.uuid, createDatetime: new Date(), ...GREETING };
  }

  /** Takes its time, and then emits an event: what a process that is told to end has to finish. */
  @OnEvent(userUnblocked)
  async unblocked(@Payload() event: Envelope<{ uuid: string }>) {
    this.log.info({ begun: event.data.uuid }, 'begun');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await this.transactions.once('sample', event, async ({ emit }) =>
      emit(userBlocked, { uuid: event.data.uuid, version: 2 }, { uuid: event.data.uuid }),
    );
    this.log.info({ done: event.data.uuid }, 'done');
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {
  static with(values: Settings): DynamicModule {
    const access = { url: values.DATABASE_URL, poolSize: values.DATABASE_POOL_SIZE };
    const declaration = { schema: 'sample', entities: [], migrations: [] };
    return { module: SampleModule, imports: [PersistenceModule.forSchema(declaration, access)] };
  }
}

export const sampleService: ServiceDefinition<typeof settings> = {
  name: 'registry',
  settings,
  module: (values) => SampleModule.with(values),
};
