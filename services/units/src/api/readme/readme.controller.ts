import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { requireAccess } from '@unitfleet/access';
import { convertTomlToReadme, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { tomlToReadme } from '@unitfleet/unit-files';

/** Writes READMEs for makers of devices (`docs/protocol/rest-graphql.md 4.11`). */
@Controller()
export class ReadmeController {
  @RpcHandler(convertTomlToReadme)
  convert(@Payload() request: OperationInput<typeof convertTomlToReadme>, @Ctx() call: Call) {
    requireAccess('toml.convert', call.actor, {});
    return { markdown: tomlToReadme(request.document) };
  }
}
