import { Injectable } from '@nestjs/common';
import { PLATFORM_CLIENTS } from '@unitfleet/contracts';
import { DecisionMetrics } from '../../data/decision-metrics';
import { Directory } from '../../data/directory';
import type { KnownDevice } from '../../data/known-device';
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
    // The user name is how the broker's connections of a Unit are found, to end them: there is one spelling of it.
    if (!this.tokens.isOfUnit(request.username, unitUuid)) return this.refuse('claims', request, unitUuid);
    if (request.clientid.startsWith(PLATFORM_CLIENTS)) return this.refuse('client-id', request, unitUuid);
    const first = await this.standing(unitUuid);
    if (typeof first === 'string') return this.refuse(first, request, unitUuid);
    if (await this.isOfAnother(request.clientid, unitUuid))
      return this.refuse('client-id', request, unitUuid);
    await this.reports.connected(unitUuid, request.clientid);
    // All that took its time. Noted first: a block that is heard of from now on finds it, an earlier one is seen.
    this.late.note(unitUuid, first.creatorUuid);
    const now = await this.standing(unitUuid);
    if (typeof now === 'string') return this.refuse(now, request, unitUuid);
    this.metrics.decided('connect', 'allow');
    return now.admission;
  }

  /** Why a Unit may not get in, or what is known of it. */
  private async standing(unitUuid: string): Promise<KnownDevice | Refusal> {
    const { devices, users } = this.directory;
    const { document: device } = devices.peek(unitUuid) ?? (await this.directory.device(unitUuid));
    if (!device) return 'unknown-unit';
    const user = users.peek(device.creatorUuid);
    const isBlocked = user ? user.document !== false : await this.directory.isBlocked(device.creatorUuid);
    return isBlocked ? 'blocked-owner' : device;
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
