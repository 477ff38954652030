import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/problem-notice';
import { EnvForm } from '../env/env-form';
import { useGuideUnit } from './use-guide-unit';

/** Fourth step: what the program needs to know, a Wi-Fi password for example. */
export const EnvStep = ({ unitUuid, onDone }: { unitUuid: string; onDone: () => void }) => {
  const { t } = useTranslation('guide');
  const { unit, error, ask } = useGuideUnit(unitUuid);
  if (unit)
    return (
      <EnvForm unitUuid={unit.uuid} repoUuid={unit.repoUuid} saveLabel={t('env.next')} onSaved={onDone} />
    );
  if (error) return <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  return <Skeleton h={200} />;
};
