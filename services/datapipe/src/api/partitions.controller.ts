import { Controller } from '@nestjs/common';
import { Ctx } from '@nestjs/microservices';
import { listTelemetryPartitions, telemetrySubject, type OperationResponse } from '@unitfleet/contracts';
import { RpcHandler, StreamReports, type Call } from '@unitfleet/messaging';
import { requireOperator } from '@unitfleet/service-host';
import { PartitionStore } from '../data/partitions/partition.store';
import { TELEMETRY_STREAM } from '../jobs/partition-worker';

/** What whoever operates the instance asks about partitions. */
@Controller()
export class PartitionsController {
  constructor(
    private readonly store: PartitionStore,
    private readonly streams: StreamReports,
  ) {}

  @RpcHandler(listTelemetryPartitions)
  async list(@Ctx() { actor }: Call): Promise<OperationResponse<typeof listTelemetryPartitions>> {
    requireOperator(actor);
    const places = await this.store.all();
    const partitions = places.map(async ({ partition, owner, sequence }) => ({
      partition,
      owner,
      lag: await this.streams.countFrom(TELEMETRY_STREAM, telemetrySubject(partition), sequence + 1),
    }));
    return { partitions: await Promise.all(partitions) };
  }
}
