import { Inject, Injectable } from '@nestjs/common';
import {
  authorizeTopic,
  deviceSession,
  INPUT_BASE,
  isDomainError,
  parseTopic,
  PLATFORM,
  type DeviceSession,
} from '@unitfleet/contracts';
import { EventPublisher, RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { tokenKey, verifyToken, type TokenClaims, type TokenKey } from '@unitfleet/security';
import { admit, ALLOW, DENY, type BrokerAnswer } from '../domain/broker-answer';
import type { AuthenticationRequest, AuthorizationRequest } from '../domain/broker-request';
import { SETTINGS, type Settings } from '../settings';
import { DeviceDirectory, type KnownDevice } from './device-directory';

/** Decides who gets in at the broker and what they may do there (`docs/protocol/decisions.md`, Devices). */
@Injectable()
export class Gatekeeper {
  private readonly key: TokenKey;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly directory: DeviceDirectory,
    private readonly rpc: RpcClient,
    private readonly publisher: EventPublisher,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.key = tokenKey(settings.PU_SECRET_KEY);
  }

  /** @throws DomainError `Unavailable` when nobody can tell now. */
  async authenticate(request: AuthenticationRequest): Promise<BrokerAnswer> {
    const unitUuid = this.unitOf(request.username);
    const device = unitUuid ? await this.admissible(unitUuid, 'connect') : null;
    if (!unitUuid || !device) {
      this.log.info(
        { client: request.clientid, unit: unitUuid, peer: request.peerhost },
        'a device was refused',
      );
      if (unitUuid)
        await this.tell(unitUuid, request.clientid, { kind: 'refused', reason: 'unknown or blocked' });
      return DENY;
    }
    await this.tell(unitUuid, request.clientid, { kind: 'connected' });
    return admit(device.rules);
  }

  /** @throws DomainError `Unavailable` when nobody can tell now. */
  async authorize(request: AuthorizationRequest): Promise<BrokerAnswer> {
    const unitUuid = this.unitOf(request.username);
    if (!unitUuid || !(await this.admissible(unitUuid))) return DENY;
    const { action, topic: text } = request;
    const topic = parseTopic(text, this.settings.PU_DOMAIN);
    if (action === 'subscribe' && topic?.kind === 'base' && topic.section === INPUT_BASE) {
      if (topic.unitUuid !== unitUuid) return DENY;
      await this.tell(unitUuid, request.clientid, { kind: 'subscribed', baseInput: topic.name });
      return ALLOW;
    }
    const { isAllowed } = await this.rpc.call(authorizeTopic, { unitUuid, action, topic: text }, PLATFORM);
    return isAllowed ? ALLOW : DENY;
  }

  /**
   * Either direction will do (`docs/protocol/rest-graphql.md 4.10`).
   *
   * @throws DomainError `Unavailable` when nobody can tell now.
   */
  async mayUse(token: string, topic: string): Promise<boolean> {
    const unitUuid = this.unitOf(token);
    if (!unitUuid) return this.isPlatform(token) && topic.startsWith(`${this.settings.PU_DOMAIN}/`);
    const device = await this.admissible(unitUuid);
    if (!device) return false;
    const parsed = parseTopic(topic, this.settings.PU_DOMAIN);
    if (parsed?.kind === 'base') return parsed.unitUuid === unitUuid;
    if (device.rules.some((rule) => rule.topics.includes(topic))) return true;
    const ask = (action: 'publish' | 'subscribe') =>
      this.rpc.call(authorizeTopic, { unitUuid, action, topic }, PLATFORM);
    return (await ask('subscribe')).isAllowed || (await ask('publish')).isAllowed;
  }

  private isPlatform(token: string): boolean {
    const claims = this.claimsOf(token);
    return claims?.type === 'Backend' && claims.domain === this.settings.PU_DOMAIN;
  }

  private unitOf(token: string): string | null {
    const claims = this.claimsOf(token);
    return claims?.type === 'Unit' ? claims.uuid : null;
  }

  private claimsOf(token: string): TokenClaims | null {
    try {
      return verifyToken(token, this.key);
    } catch (error) {
      if (isDomainError(error)) return null;
      throw error;
    }
  }

  private async admissible(unitUuid: string, purpose?: 'connect'): Promise<KnownDevice | null> {
    const device = await this.directory.find(unitUuid);
    if (!device) return null;
    if (purpose === 'connect') await this.directory.noteAdmission(device.creatorUuid, unitUuid);
    return (await this.directory.isBlocked(device.creatorUuid)) ? null : device;
  }

  /** A comings-and-goings message that is lost would leave commands unsent, so the answer waits for it. */
  private async tell(unitUuid: string, clientId: string, what: Happening): Promise<void> {
    const session = { ...what, unitUuid, clientId, at: new Date() } as DeviceSession;
    await this.publisher.publishDevice(deviceSession, unitUuid, session);
  }
}

type Happening =
  { kind: 'connected' } | { kind: 'subscribed'; baseInput: string } | { kind: 'refused'; reason: string };
