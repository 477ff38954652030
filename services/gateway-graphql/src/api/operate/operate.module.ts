import { Module } from '@nestjs/common';
import { BrokerClientsResolver } from './broker-clients.resolver';
import { DeadLettersResolver } from './dead-letters.resolver';
import { FleetProcesses } from './fleet-processes';
import { ServicesResolver } from './services.resolver';
import { StreamsResolver } from './streams.resolver';

/** What whoever operates the instance sees and does; an addition, for Admins alone. */
@Module({
  providers: [FleetProcesses, ServicesResolver, StreamsResolver, DeadLettersResolver, BrokerClientsResolver],
})
export class OperateModule {}
