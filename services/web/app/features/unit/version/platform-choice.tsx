import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { ProblemNotice } from '../../../ui/problem-notice';
import { UnitPlatformsDocument } from './version.generated';

interface PlatformChoiceProps {
  readonly repoUuid: string;
  /** Whose release; null for the one that the Repo is at. */
  readonly commit: string | null;
  readonly value: string | null;
  readonly onChange: (platform: string | null) => void;
}

/** Which file of the release is for this device. */
export const PlatformChoice = ({ repoUuid, commit, value, onChange }: PlatformChoiceProps) => {
  const { t } = useTranslation('unit');
  const variables = { uuid: repoUuid, targetCommit: commit };
  const [{ data, error, fetching }] = useQuery({ query: UnitPlatformsDocument, variables });
  const names = data?.getAvailablePlatforms.map(({ name }) => name) ?? [];
  const isGone = value !== null && data !== undefined && !fetching && !names.includes(value);
  if (error) return <ProblemNotice error={error} />;
  return (
    <Select
      label={t('choice.platform')}
      description={t('choice.platformText')}
      data={isGone ? [value, ...names] : names}
      value={value}
      onChange={onChange}
      searchable
      maw={640}
      nothingFoundMessage={t('choice.noPlatform')}
      error={isGone && t('choice.platformGone')}
    />
  );
};
