import { Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@unitfleet/contracts';
import { InstanceCounters } from '@unitfleet/gateway';
import { Caller } from '../../graphql/request/caller.decorator';
import { BaseMetricsType } from './base-metrics.type';

@Resolver()
export class MetricsResolver {
  constructor(private readonly counters: InstanceCounters) {}

  @Query(() => BaseMetricsType)
  getBaseMetrics(@Caller() actor: Actor): Promise<BaseMetricsType> {
    return this.counters.read(actor);
  }
}
