import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../../ui/unit-badges';
import type { JobRow } from './job-rows';

/** How the last run of a job ended. */
export const JobResult = ({ job }: Pick<JobRow, 'job'>) => {
  const { t } = useTranslation('admin');
  if (job.lastError)
    return (
      <>
        <StateBadge tone="bad" icon={IconAlertTriangle}>
          {t('jobs.failed')}
        </StateBadge>
        <Text size="xs" maw={360} style={{ overflowWrap: 'anywhere' }}>
          {job.lastError}
        </Text>
      </>
    );
  if (job.runs === 0)
    return (
      <StateBadge tone="quiet" icon={IconCircleDashed}>
        {t('jobs.notYet')}
      </StateBadge>
    );
  return (
    <StateBadge tone="good" icon={IconCheck}>
      {t('jobs.done')}
    </StateBadge>
  );
};
