import { DomainError } from '@unitfleet/contracts';
import type { DatapipeSettings } from '../settings';

/** @throws DomainError `FeatureFlag` where the instance runs without data pipes (`docs/protocol/datapipe.md 1.9`). */
export const requireDatapipe = (settings: DatapipeSettings): void => {
  if (!settings.PU_FF_DATAPIPE_ENABLE) throw new DomainError('FeatureFlag', 'data pipes are switched off');
};
