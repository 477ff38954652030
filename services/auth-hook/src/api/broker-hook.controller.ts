import { Body, Controller, HttpCode, Inject, Post, ServiceUnavailableException } from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { z } from 'zod';
import { Gatekeeper } from '../data/gatekeeper';
import { DENY, type BrokerAnswer } from '../domain/broker-answer';
import { authenticationRequestSchema, authorizationRequestSchema } from '../domain/broker-request';

/**
 * What the broker asks, in EMQX's HTTP format. When nobody can tell the answer is 503, never a silent deny: a refused
 * QoS 1 publish would be acknowledged by the broker and lost.
 */
@Controller('mqtt')
export class BrokerHookController {
  constructor(
    private readonly gatekeeper: Gatekeeper,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Post('authenticate')
  @HttpCode(200)
  authenticate(@Body() body: unknown): Promise<BrokerAnswer> {
    return this.decide(authenticationRequestSchema, body, (request) => this.gatekeeper.authenticate(request));
  }

  @Post('authorize')
  @HttpCode(200)
  authorize(@Body() body: unknown): Promise<BrokerAnswer> {
    return this.decide(authorizationRequestSchema, body, (request) => this.gatekeeper.authorize(request));
  }

  private async decide<Schema extends z.ZodType>(
    schema: Schema,
    body: unknown,
    decision: (request: z.infer<Schema>) => Promise<BrokerAnswer>,
  ): Promise<BrokerAnswer> {
    const request = schema.safeParse(body);
    if (!request.success) return DENY;
    try {
      return await decision(request.data);
    } catch (error) {
      this.log.warn({ err: error }, 'no decision about a device could be made');
      throw new ServiceUnavailableException();
    }
  }
}
