import { Inject, Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { DecisionMetrics } from '../data/decision-metrics';
import { ALLOW, DENY } from '../domain/broker-answer';
import { readAuthentication, readAuthorization } from '../domain/broker-request';
import { AdmissionService } from './decisions/admission.service';
import { TokenReader } from './decisions/token-reader';
import { TopicService } from './decisions/topic.service';
import { Undecided } from './decisions/undecided';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

const JSON_TYPE = 'application/json; charset=utf-8';
const UNAVAILABLE = JSON.stringify({ result: 'unavailable' });
const SERVICE_UNAVAILABLE = 503;

/**
 * What the broker asks, in EMQX's HTTP format, straight on Fastify: a fleet that comes back is thousands of these a
 * second, and what Nest does around a handler costs more than the decision. When nobody can tell the answer is 503,
 * never a silent deny: a refused QoS 1 publish would be acknowledged by the broker and lost.
 */
@Injectable()
export class BrokerHookRoutes {
  constructor(
    private readonly admissions: AdmissionService,
    private readonly topics: TopicService,
    private readonly tokens: TokenReader,
    private readonly undecided: Undecided,
    private readonly metrics: DecisionMetrics,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Before the application listens. */
  mount(fastify: Fastify): void {
    const route = (path: string, decide: (body: unknown) => Promise<string | null>) =>
      fastify.post(path, (request, reply) => {
        decide(request.body).then(
          (answer) => {
            reply.header('content-type', JSON_TYPE);
            if (answer === null) reply.code(SERVICE_UNAVAILABLE);
            reply.send(answer ?? UNAVAILABLE);
          },
          (error) => reply.send(error),
        );
      });
    route('/mqtt/authenticate', (body) => this.authenticate(body));
    route('/mqtt/authorize', (body) => this.authorize(body));
  }

  /** Null when nobody can tell. */
  private async authenticate(body: unknown): Promise<string | null> {
    const request = readAuthentication(body);
    if (!request) return DENY;
    try {
      return await this.admissions.authenticate(request);
    } catch (error) {
      this.metrics.decided('connect', 'unavailable');
      return this.unavailable(error);
    }
  }

  private async authorize(body: unknown): Promise<string | null> {
    const request = readAuthorization(body);
    if (!request) return DENY;
    try {
      return (await this.topics.authorize(request)) ? ALLOW : DENY;
    } catch (error) {
      this.metrics.decided(request.action, 'unavailable');
      const unitUuid = this.tokens.unitOf(request.username);
      if (unitUuid) this.undecided.add(unitUuid);
      return this.unavailable(error);
    }
  }

  private unavailable(error: unknown): null {
    this.log.warn({ err: error }, 'no decision about a device could be made');
    return null;
  }
}
