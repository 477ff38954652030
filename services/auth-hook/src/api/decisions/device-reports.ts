import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { ReportStream } from '../../data/report-stream';
import { DecisionMetrics } from '../../data/decision-metrics';
import type { Refusal } from '../../domain/refusal';
import { RefusalBudget } from '../../domain/refusal-budget';
import type { AuthenticationRequest } from '../../domain/broker-request';

/** A device that is refused comes back every few seconds; one report a minute tells as much. */
const BUDGET = { everyMs: 60_000, perSecond: 20 };

/** Tells of comings and goings of devices, and counts those that were refused. */
@Injectable()
export class DeviceReports {
  private readonly budget = new RefusalBudget(BUDGET);

  constructor(
    private readonly stream: ReportStream,
    private readonly metrics: DecisionMetrics,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Resolves when it is stored: a report that is lost would leave commands unsent. */
  connected(unitUuid: string, clientId: string): Promise<void> {
    return this.stream.send({ kind: 'connected', unitUuid, clientId, at: new Date() });
  }

  /** Resolves when it is stored. */
  async subscribed(unitUuid: string, clientId: string, baseInputs: readonly string[]): Promise<void> {
    const at = new Date();
    await Promise.all(
      baseInputs.map((baseInput) =>
        this.stream.send({ kind: 'subscribed', unitUuid, clientId, at, baseInput }),
      ),
    );
  }

  /** Every refusal is counted; told of is the first of many that say the same. */
  refused(reason: Refusal, { clientid, peerhost }: AuthenticationRequest, unitUuid: string | null): void {
    this.metrics.refused(reason);
    if (!this.budget.admits(`${reason} ${unitUuid ?? peerhost}`, performance.now())) return;
    this.log.info({ reason, client: clientid, unit: unitUuid, peer: peerhost }, 'a device was refused');
    if (unitUuid === null) return;
    this.stream
      .send({ kind: 'refused', unitUuid, clientId: clientid, at: new Date(), reason })
      .catch((error) => this.log.warn({ err: error }, 'a refusal could not be reported'));
  }
}
