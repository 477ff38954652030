import { Query } from '@nestjs/common';
import {
  assertHistoryPoints,
  readPipeDataPoints,
  USUAL_HISTORY_POINTS,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers } from '../../http/answer/answers.decorator';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { Costs } from '../../http/request/costs.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { GetWithSlash } from '../../http/routes/slash.decorator';
import { PipeDataPointsQuery } from './pipes.dto';

/** An addition: what pipes have stored, as a chart needs it. */
@RestController('unit_nodes')
export class PipePointsController {
  constructor(private readonly rpc: RpcClient) {}

  /** Under a path of the same form as that of the data, with the slash at its end. */
  @GetWithSlash('get_data_pipe_points')
  @Costs('pipe-data-points')
  @Answers('PipeDataPoints', readPipeDataPoints.response)
  async read(@Caller() actor: Actor, @Query() query: PipeDataPointsQuery) {
    const { uuid: nodeUuid, points = USUAL_HISTORY_POINTS, ...filters } = camelKeys(query);
    assertHistoryPoints(points);
    return this.rpc.call(readPipeDataPoints, { ...filters, nodeUuid, points }, actor);
  }
}
