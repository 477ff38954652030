import { Group } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { StateBadge } from '../../../ui/unit-badges';

/** How far behind something is, marked when it falls behind further. */
export const LagCell = ({ lag, isGrowing }: { lag: number; isGrowing: boolean }) => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  return (
    <Group gap={6} wrap="nowrap" className="numeric">
      {number(lag)}
      {isGrowing && (
        <StateBadge tone="warn" icon={IconTrendingUp}>
          {t('streams.grows')}
        </StateBadge>
      )}
    </Group>
  );
};
