import {
  Body,
  Controller,
  Header,
  HttpCode,
  Inject,
  Post,
  ServiceUnavailableException,
} from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { DecisionMetrics } from '../data/decision-metrics';
import { ALLOW, DENY } from '../domain/broker-answer';
import { authenticationRequestSchema, authorizationRequestSchema } from '../domain/broker-request';
import { AdmissionService } from './decisions/admission.service';
import { TokenReader } from './decisions/token-reader';
import { TopicService } from './decisions/topic.service';
import { Undecided } from './decisions/undecided';

const JSON_TYPE = 'application/json; charset=utf-8';

/**
 * What the broker asks, in EMQX's HTTP format. When nobody can tell the answer is 503, never a silent deny: a refused
 * QoS 1 publish would be acknowledged by the broker and lost.
 */
@Controller('mqtt')
export class BrokerHookController {
  constructor(
    private readonly admissions: AdmissionService,
    private readonly topics: TopicService,
    private readonly tokens: TokenReader,
    private readonly undecided: Undecided,
    private readonly metrics: DecisionMetrics,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Post('authenticate')
  @HttpCode(200)
  @Header('content-type', JSON_TYPE)
  async authenticate(@Body() body: unknown): Promise<string> {
    const request = authenticationRequestSchema.safeParse(body);
    if (!request.success) return DENY;
    try {
      return await this.admissions.authenticate(request.data);
    } catch (error) {
      this.metrics.decided('connect', 'unavailable');
      throw this.unavailable(error);
    }
  }

  @Post('authorize')
  @HttpCode(200)
  @Header('content-type', JSON_TYPE)
  async authorize(@Body() body: unknown): Promise<string> {
    const request = authorizationRequestSchema.safeParse(body);
    if (!request.success) return DENY;
    try {
      return (await this.topics.authorize(request.data)) ? ALLOW : DENY;
    } catch (error) {
      this.metrics.decided(request.data.action, 'unavailable');
      const unitUuid = this.tokens.unitOf(request.data.username);
      if (unitUuid) this.undecided.add(unitUuid);
      throw this.unavailable(error);
    }
  }

  private unavailable(error: unknown): ServiceUnavailableException {
    this.log.warn({ err: error }, 'no decision about a device could be made');
    return new ServiceUnavailableException();
  }
}
