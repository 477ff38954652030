import { ActivePeriodConfig } from '../config/pipeline-config';
import { parseDateTime } from '../parse/date-time';

/** The active period as two exclusive bounds in unix milliseconds; infinite where the type sets none (docs/protocol/datapipe.md 2.2). */
export interface ActiveBounds {
  afterMs: number;
  beforeMs: number;
}

function milliseconds(iso: string | null): number {
  const read = iso === null ? null : parseDateTime(iso);
  if (read === null) throw new TypeError(`Not a validated pipeline: bad date ${iso}`);
  return read.ms;
}

export function activeBounds({ type, start, end }: ActivePeriodConfig): ActiveBounds {
  return {
    afterMs: type === 'FromDate' || type === 'DateRange' ? milliseconds(start) : -Infinity,
    beforeMs: type === 'ToDate' || type === 'DateRange' ? milliseconds(end) : Infinity,
  };
}
