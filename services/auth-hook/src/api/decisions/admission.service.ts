import { Injectable } from '@nestjs/common';
import { DecisionMetrics } from '../../data/decision-metrics';
import { Directory } from '../../data/directory';
import { LateAdmissions } from '../../data/late-admissions';
import { DENY } from '../../domain/broker-answer';
import type { AuthenticationRequest } from '../../domain/broker-request';
import type { Refusal } from '../../domain/refusal';
import { DeviceReports } from './device-reports';
import { TokenReader } from './token-reader';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Decides who gets in at the broker, and with which rules of its own (`docs/protocol/decisions.md`, "Devices"). */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly tokens: TokenReader,
    private readonly directory: Directory,
    private readonly late: LateAdmissions,
    private readonly reports: DeviceReports,
    private readonly metrics: DecisionMetrics,
  ) {}

  /**
   * The broker's answer, ready to be sent.
   *
   * @throws DomainError `Unavailable` when nobody can tell now.
   */
  async authenticate(request: AuthenticationRequest): Promise<string> {
    const { claims, refusal } = this.tokens.read(request.username);
    if (!claims) return this.refuse(refusal, request, null);
    if (claims.type !== 'Unit') return this.refuse('kind', request, null);
    const unitUuid = claims.uuid;
    const { document: device } =
      this.directory.devices.peek(unitUuid) ?? (await this.directory.device(unitUuid));
    if (!device) return this.refuse('unknown-unit', request, unitUuid);
    if (await this.isOfAnother(request.clientid, unitUuid))
      return this.refuse('client-id', request, unitUuid);
    const standing = this.directory.users.peek(device.creatorUuid);
    const isBlocked = standing
      ? standing.document !== false
      : await this.directory.isBlocked(device.creatorUuid);
    if (isBlocked) return this.refuse('blocked-owner', request, unitUuid);
    // In the same turn as the decision: a block that is heard of later finds it, an earlier one has been seen.
    this.late.note(unitUuid, device.creatorUuid);
    await this.reports.connected(unitUuid, request.clientid);
    this.metrics.decided('connect', 'allow');
    return device.admission;
  }

  /**
   * Whether a client id is the key of another Unit, which is what some libraries use: its connection would end. Keys of
   * no Unit are taken by others, so those that nobody has heard of pass.
   */
  private async isOfAnother(clientId: string, unitUuid: string): Promise<boolean> {
    const id = clientId.toLowerCase();
    return id !== unitUuid && UUID.test(id) && (await this.directory.isKnownDevice(id));
  }

  private refuse(reason: Refusal, request: AuthenticationRequest, unitUuid: string | null): string {
    this.reports.refused(reason, request, unitUuid);
    this.metrics.decided('connect', 'deny');
    return DENY;
  }
}
