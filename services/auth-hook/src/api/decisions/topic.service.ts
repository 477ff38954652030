import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { Clock } from '@unitfleet/service-host';
import { DecisionMetrics } from '../../data/decision-metrics';
import { Directory } from '../../data/directory';
import { RecentGrants } from '../../data/recent-grants';
import { RefusedWriters } from '../../data/refused-writers';
import type { AuthorizationRequest } from '../../domain/broker-request';
import { isTopicOf, judgeForeign, judgeOwn, judgeVanished } from '../../domain/node-use';
import { readPlatformTopic } from '../../domain/platform-topics';
import { readTopic, type NodePlace, type TopicQuestion } from '../../domain/topic-question';
import { SETTINGS, type Settings } from '../../settings';
import { DeviceReports } from './device-reports';
import { TokenReader } from './token-reader';

/** A right that changes while it is decided about is decided about again; more often than this is no coincidence. */
const ATTEMPTS = 4;

/** Decides about topics outside a Unit's own rules (`docs/protocol/decisions.md`, "Devices"). */
@Injectable()
export class TopicService {
  private readonly domain: string;

  constructor(
    private readonly tokens: TokenReader,
    private readonly directory: Directory,
    private readonly refusedWriters: RefusedWriters,
    private readonly grants: RecentGrants,
    private readonly reports: DeviceReports,
    private readonly metrics: DecisionMetrics,
    private readonly clock: Clock,
    @Inject(SETTINGS) { PU_DOMAIN }: Settings,
  ) {
    this.domain = PU_DOMAIN;
  }

  /** @throws DomainError `Unavailable` when nobody can tell now. */
  async authorize({ username, clientid, topic, action }: AuthorizationRequest): Promise<boolean> {
    const unitUuid = this.tokens.unitOf(username);
    const isAllowed = unitUuid !== null && (await this.decide({ unitUuid, action, topic }, clientid));
    this.metrics.decided(action, isAllowed ? 'allow' : 'deny');
    return isAllowed;
  }

  /**
   * Either direction will do (`docs/protocol/rest-graphql.md 4.10`).
   *
   * @throws DomainError `Unavailable` when nobody can tell now.
   */
  async mayUse(token: string, topic: string): Promise<boolean> {
    const { claims } = this.tokens.read(token);
    if (claims?.type === 'Backend') return claims.domain === this.domain && this.opensToPlatform(topic);
    if (claims?.type !== 'Unit') return false;
    const unitUuid = claims.uuid;
    return (
      (await this.decide({ unitUuid, action: 'subscribe', topic })) ||
      (await this.decide({ unitUuid, action: 'publish', topic }))
    );
  }

  /** @param clientId of who subscribes now; without one nobody does, and nothing is reported */
  private async decide(question: TopicQuestion, clientId?: string): Promise<boolean> {
    const { unitUuid } = question;
    const reading = readTopic(question, this.domain);
    if (reading.verdict === 'deny') return false;
    const { devices } = this.directory;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const device = devices.peek(unitUuid) ?? (await this.directory.device(unitUuid));
      if (!device.document || (await this.directory.isBlocked(device.document.creatorUuid))) return false;
      if (reading.verdict === 'allow') {
        if (clientId !== undefined) await this.reports.subscribed(unitUuid, clientId, reading.heard);
        return true;
      }
      const isAllowed = await this.decideNode(question, reading.place, device.version);
      if (!isAllowed) return false;
      // The broker keeps an answer for long, and has been told to forget before it has this one.
      if (devices.isOver(unitUuid, device.version)) continue;
      this.grants.note(unitUuid, performance.now());
      return true;
    }
    throw new DomainError('Unavailable', 'what a Unit may do changes faster than it can be decided');
  }

  private async decideNode(
    question: TopicQuestion,
    place: NodePlace,
    accessVersion: number,
  ): Promise<boolean> {
    const { unitUuid, topic, action } = question;
    const { nodeUuid, isWhole } = place;
    const node = await this.directory.node(unitUuid, nodeUuid);
    if (!node) return judgeVanished(question, isWhole);
    if (node.access.unitUuid === unitUuid)
      return judgeOwn(question, node.access, { isWhole, domain: this.domain });
    if (!isWhole || !isTopicOf(node.access, topic, this.domain)) return false;
    const sight = await this.directory.sight(unitUuid, nodeUuid, accessVersion);
    const verdict = sight ? judgeForeign(question, node, sight, this.clock.now()) : 'deny';
    const isAllowed = verdict === 'stale' ? await this.decideAnew(question, nodeUuid) : verdict === 'allow';
    // The broker keeps the answer: should the node be opened, it has to forget it.
    if (!isAllowed && action === 'publish') this.refusedWriters.note(nodeUuid, unitUuid);
    return isAllowed;
  }

  /** What is known does not fit together: the owner has both. */
  private async decideAnew(question: TopicQuestion, nodeUuid: string): Promise<boolean> {
    const { node, sight } = await this.directory.askAbout(question.unitUuid, nodeUuid);
    if (!sight) return false;
    if (!node) return judgeVanished(question, true);
    return judgeForeign(question, node, sight, this.clock.now()) === 'allow';
  }

  private async opensToPlatform(topic: string): Promise<boolean> {
    const reading = readPlatformTopic(topic, this.domain);
    if (typeof reading === 'boolean') return reading;
    return (await this.directory.node(null, reading.nodeUuid)) !== null;
  }
}
