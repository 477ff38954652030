import { describeBadInput } from './bad-input.part';
import { describeDevice } from './device.part';
import { describeEdge } from './edge.part';
import { describeFiles } from './files.part';
import { describeNewVersion } from './new-version.part';
import { describePipelines } from './pipelines.part';
import { describeRepositories } from './repositories.part';
import { describeUnits } from './units.part';
import { describeUsers } from './users.part';
import type { Story } from './story';

export { Story } from './story';

/** In the order of the walk: each part stands on those before it. */
export const MAIN_JOB: readonly ((story: Story) => void)[] = [
  describeUsers,
  describeRepositories,
  describeUnits,
  describeFiles,
  describeDevice,
  describeEdge,
  describePipelines,
  describeNewVersion,
  describeBadInput,
];
