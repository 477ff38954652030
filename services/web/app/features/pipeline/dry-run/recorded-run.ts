import { readTime } from '../../../ui/read-time';
import { FUNCTION_OF, POLICY_OF, STAGE_OF } from '../check/stages';
import type { RunStep } from '../check/work';
import type { PipelineDryRunQuery } from '../pipeline.generated';

type Told = PipelineDryRunQuery['dryRunDataPipe']['steps'][number];

const windowOf = ({
  aggregationType,
  startWindowDatetime,
  endWindowDatetime,
}: NonNullable<Told['stored']>) =>
  aggregationType && startWindowDatetime && endWindowDatetime
    ? {
        function: FUNCTION_OF[aggregationType],
        startMs: readTime(startWindowDatetime).getTime(),
        endMs: readTime(endWindowDatetime).getTime(),
      }
    : null;

/** A step of a run on the instance, as one of a run here. */
export const stepOfInstance = ({ pipeline, time, payload, stage, reason, stored }: Told): RunStep => ({
  pipeline,
  timeMs: readTime(time).getTime(),
  payload,
  drop: stage && reason ? { stage: STAGE_OF[stage], reason } : null,
  stored: stored && { policy: POLICY_OF[stored.policy], state: stored.state, window: windowOf(stored) },
});
