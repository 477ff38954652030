import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { authorizeTokenTopic, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { Gatekeeper } from '../data/gatekeeper';

/** The kept endpoint `POST /units/auth` of the protocol, answered by the same decisions as the broker's own calls. */
@Controller()
export class TokenTopicsController {
  constructor(private readonly gatekeeper: Gatekeeper) {}

  @RpcHandler(authorizeTokenTopic)
  async authorize(@Payload() request: OperationInput<typeof authorizeTokenTopic>) {
    return { isAllowed: await this.gatekeeper.mayUse(request.token, request.topic) };
  }
}
