import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { CopyField } from '../../../ui/copy-field';
import { ProblemNotice } from '../../../ui/problem-notice';
import type { Unit, UnitRepo } from '../use-unit';
import { UnitPlatformsDocument } from '../version/version.generated';

/** Where the compiled program for this device is, which its archive does not hold. */
export const ReleaseFile = ({ unit, repo }: { unit: Unit; repo: UnitRepo }) => {
  const { t } = useTranslation('unit');
  const variables = { uuid: repo.uuid, targetCommit: unit.targetCommit };
  const [{ data, error }] = useQuery({ query: UnitPlatformsDocument, variables });
  const file = data?.getAvailablePlatforms.find(({ name }) => name === unit.targetFirmwarePlatform);
  return (
    <Stack gap="xs">
      <Title order={2}>{t('firmware.release')}</Title>
      <Text c="dimmed" maw={720}>
        {t('firmware.releaseText', { platform: unit.targetFirmwarePlatform ?? '–' })}
      </Text>
      {error && <ProblemNotice error={error} />}
      {!data && !error && <Skeleton h={36} />}
      {data && !file && <Text>{t('firmware.noRelease')}</Text>}
      {file && <CopyField value={file.link} label={file.name} />}
    </Stack>
  );
};
