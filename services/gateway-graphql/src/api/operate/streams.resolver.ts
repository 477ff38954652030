import { Query, Resolver } from '@nestjs/graphql';
import { listTelemetryPartitions, type Actor } from '@unitfleet/contracts';
import { RpcClient, StreamReports } from '@unitfleet/messaging';
import { requireOperator } from '@unitfleet/service-host';
import { Caller } from '../../graphql/request/caller.decorator';
import { StreamType, TelemetryPartitionType } from './stream.types';

@Resolver()
export class StreamsResolver {
  constructor(
    private readonly reports: StreamReports,
    private readonly rpc: RpcClient,
  ) {}

  @Query(() => [StreamType])
  async getStreams(@Caller() actor: Actor): Promise<StreamType[]> {
    requireOperator(actor);
    return this.reports.all();
  }

  @Query(() => [TelemetryPartitionType])
  async getTelemetryPartitions(@Caller() actor: Actor): Promise<TelemetryPartitionType[]> {
    return (await this.rpc.call(listTelemetryPartitions, {}, actor)).partitions;
  }
}
