import { Skeleton, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useQuery, useSubscription } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { DeviceArrival } from './device-arrival';
import { DownloadArchive } from './download-archive';
import { GuideUnitEnvDocument, GuideUnitStatesDocument } from './guide.generated';
import { reachOf } from './start-commands';
import { StartDevice } from './start-device';
import { useGuideUnit } from './use-guide-unit';

/** Last step: the archive goes to the device, and the page waits for it. */
export const DeviceStep = ({ unitUuid }: { unitUuid: string }) => {
  const { unit, error, ask } = useGuideUnit(unitUuid);
  const variables = useMemo(() => ({ uuids: [unitUuid] }), [unitUuid]);
  useSubscription({ query: GuideUnitStatesDocument, variables });
  const [{ data }] = useQuery({ query: GuideUnitEnvDocument, variables: { uuid: unitUuid } });
  const reach = useMemo(() => (data ? reachOf(data.getUnitEnv) : null), [data]);
  if (!unit)
    return error ? (
      <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton h={200} />
    );
  return (
    <Stack maw={820} gap="lg">
      <DeviceArrival unit={unit} />
      <DownloadArchive unit={unit} />
      {reach && <StartDevice unit={unit} reach={reach} />}
    </Stack>
  );
};
