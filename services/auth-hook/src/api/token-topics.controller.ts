import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { authorizeTokenTopic, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { TopicService } from './decisions/topic.service';

/** The kept endpoint `POST /units/auth` of the protocol, answered by the same decisions as the broker's own calls. */
@Controller()
export class TokenTopicsController {
  constructor(
    private readonly topics: TopicService,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** What cannot be found out is refused: the protocol has no other answer here. */
  @RpcHandler(authorizeTokenTopic)
  async authorize(@Payload() { token, topic }: OperationInput<typeof authorizeTokenTopic>) {
    try {
      return { isAllowed: await this.topics.mayUse(token, topic) };
    } catch (error) {
      this.log.warn({ err: error }, 'no decision about a topic could be made');
      return { isAllowed: false };
    }
  }
}
