import { Body, Post } from '@nestjs/common';
import { authorizeTokenTopic, PLATFORM } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { AnswersJson } from '../../http/answer/answers.decorator';
import { OpenController } from '../../http/routes/rest-controller.decorator';
import { BrokerAuthBody } from './unit-documents.dto';

/** Kept for brokers that ask as the protocol's first edition did (`docs/protocol/rest-graphql.md 4.10`). */
@OpenController('units')
export class BrokerAuthController {
  constructor(private readonly rpc: RpcClient) {}

  @Post('auth')
  @AnswersJson({ type: 'object', properties: { result: { type: 'string', enum: ['allow', 'deny'] } } })
  async authorize(@Body() body: BrokerAuthBody) {
    // An error counts as deny, too: the status is 200 whatever happens.
    const { isAllowed } = await this.rpc
      .call(authorizeTokenTopic, { token: body.token, topic: body.topic }, PLATFORM)
      .catch(() => ({ isAllowed: false }));
    return { result: isAllowed ? 'allow' : 'deny' };
  }
}
