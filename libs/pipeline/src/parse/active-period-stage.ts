import { ACTIVE_PERIOD_TYPES, ActivePeriodConfig } from '../config/pipeline-config';
import { dateTime, oneOf } from './coerce';
import { parseDateTime } from './date-time';
import { BrokenRule, StageReader } from './stage-reader';

function boundsPresent({ type, start, end }: ActivePeriodConfig): BrokenRule | undefined {
  if ((type === 'FromDate' || type === 'DateRange') && start === null)
    return { message: `start is required for ${type}`, field: 'type' };
  if ((type === 'ToDate' || type === 'DateRange') && end === null)
    return { message: `end is required for ${type}`, field: 'type' };
  return undefined;
}

function boundsOrdered({ type, start, end }: ActivePeriodConfig): BrokenRule | undefined {
  if (type !== 'DateRange' || start === null || end === null) return undefined;
  const [from, until] = [parseDateTime(start), parseDateTime(end)];
  return from !== null && until !== null && from.ms < until.ms
    ? undefined
    : { message: 'start must be before end', field: 'start' };
}

/** docs/protocol/datapipe.md 1.2. */
export function readActivePeriod(stage: StageReader): ActivePeriodConfig | undefined {
  const config: ActivePeriodConfig = {
    type: stage.required('type', oneOf(ACTIVE_PERIOD_TYPES)),
    start: stage.optional('start', dateTime),
    end: stage.optional('end', dateTime),
  };
  return stage.finish(config, boundsPresent, boundsOrdered);
}
