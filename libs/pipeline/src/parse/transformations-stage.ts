import { TransformationsConfig } from '../config/pipeline-config';
import { finiteNumber, integer } from './coerce';
import { StageReader } from './stage-reader';

const MAX_DECIMALS = 7;

/** docs/protocol/datapipe.md 1.4. */
export function readTransformations(stage: StageReader): TransformationsConfig | undefined {
  return stage.finish({
    multiplication_ratio: stage.optional('multiplication_ratio', finiteNumber),
    round_decimal_point: stage.optional('round_decimal_point', integer(0, MAX_DECIMALS)),
    slice_start: stage.optional('slice_start', integer()),
    slice_end: stage.optional('slice_end', integer()),
  });
}
