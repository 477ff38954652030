import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { InjectDataSource } from '@nestjs/typeorm';
import { requireAccess } from '@unitfleet/access';
import { countRegistryEntities, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { DataSource } from 'typeorm';

@Controller()
export class MetricsController {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  @RpcHandler(countRegistryEntities)
  async count(@Payload() _request: OperationInput<typeof countRegistryEntities>, @Ctx() call: Call) {
    requireAccess('metrics.read', call.actor, {});
    const [counts] = await this.source.query(`
      select (select count(*)::int from users) as "userCount",
             (select count(*)::int from repository_registry) as "repositoryRegistryCount",
             (select count(*)::int from repos) as "repoCount"`);
    return counts;
  }
}
