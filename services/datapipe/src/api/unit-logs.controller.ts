import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeUnitLogs,
  deviceLog,
  listUnitLogs,
  unitLogsReplaced,
  type DevicePayload,
  type Envelope,
  type EventData,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { OnDevice, OnEvent, RpcClient, RpcHandler, type Call } from '@unitfleet/messaging';
import { Counter, METRICS, Registry } from '@unitfleet/observability';
import { Clock } from '@unitfleet/service-host';
import { LiveLogs } from '../data/live/live-logs';
import { UnitLogStore } from '../data/logs/unit-log.store';
import { parseLogPayload } from '../domain/logs/parse-log-payload';

type ListRequest = OperationInput<typeof listUnitLogs>;
type LogsReplaced = Envelope<EventData<typeof unitLogsReplaced>>;
type LogMessage = Envelope<DevicePayload>;

const CONCURRENT_MESSAGES = 64;

/** Logs that devices send (`docs/protocol/datapipe.md 4`). */
@Controller()
export class UnitLogsController {
  private readonly skipped: Counter;

  constructor(
    private readonly rpc: RpcClient,
    private readonly logs: UnitLogStore,
    private readonly clock: Clock,
    private readonly live: LiveLogs,
    @Inject(METRICS) registry: Registry,
  ) {
    this.skipped = new Counter({
      name: 'datapipe_log_items_skipped_total',
      help: 'Items of log messages that are no log entries',
      registers: [registry],
    });
  }

  @OnDevice(deviceLog, { concurrency: CONCURRENT_MESSAGES })
  async receive(@Payload() { id, data }: LogMessage): Promise<void> {
    const receivedMs = data.receivedAt.getTime();
    const { entries, skipped } = parseLogPayload(data.payload, {
      id,
      unitUuid: data.unitUuid,
      receivedMs,
    });
    if (skipped > 0) this.skipped.inc(skipped);
    if (entries.length === 0) return;
    await this.logs.add(data.unitUuid, entries, receivedMs);
    this.live.stored(data.unitUuid, entries, receivedMs);
  }

  @RpcHandler(listUnitLogs)
  async list(
    @Payload() request: ListRequest,
    @Ctx() call: Call,
  ): Promise<OperationResponse<typeof listUnitLogs>> {
    await this.rpc.call(authorizeUnitLogs, { uuid: request.uuid }, call.actor);
    return this.logs.list(request, this.clock.now());
  }

  /** The device sends all again: what it had sent before goes. */
  @OnEvent(unitLogsReplaced)
  async replaced(@Payload() { data }: LogsReplaced): Promise<void> {
    await this.logs.dropBefore(data.uuid, data.before);
  }
}
