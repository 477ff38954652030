import { Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@unitfleet/contracts';
import { requireOperator } from '@unitfleet/service-host';
import { Caller } from '../../graphql/request/caller.decorator';
import { FleetProcesses } from './fleet-processes';
import { ServiceInstanceType } from './service.types';

@Resolver()
export class ServicesResolver {
  constructor(private readonly processes: FleetProcesses) {}

  @Query(() => [ServiceInstanceType])
  async getServices(@Caller() actor: Actor): Promise<ServiceInstanceType[]> {
    requireOperator(actor);
    return this.processes.look(actor);
  }
}
