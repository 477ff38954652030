import { countRegistryEntities, countUnitEntities, type Actor } from '@unitfleet/contracts';
import { InstanceCounters } from '@unitfleet/gateway';
import { Answers } from '../../http/answer/answers.decorator';
import { Caller } from '../../http/request/caller.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { GetWithSlash } from '../../http/routes/slash.decorator';

const counters = countRegistryEntities.response.extend(countUnitEntities.response.shape);

@RestController('metrics')
export class MetricsController {
  constructor(private readonly counters: InstanceCounters) {}

  @GetWithSlash('')
  @Answers('BaseMetrics', counters)
  async read(@Caller() actor: Actor) {
    return this.counters.read(actor);
  }
}
