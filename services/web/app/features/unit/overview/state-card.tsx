import { Group, Paper, Progress, Stack, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import type { Space } from './device-state';

interface StateCardProps {
  readonly icon: Icon;
  readonly title: string;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}

/** One thing that a device says of itself. */
export const StateCard = ({ icon: Picture, title, value, children }: StateCardProps) => (
  <Paper withBorder p="sm">
    <Stack gap={6}>
      <Group gap={6} c="dimmed" wrap="nowrap">
        <Picture size={16} aria-hidden />
        <Text size="sm">{title}</Text>
      </Group>
      <Text fw={600} className="numeric" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Text>
      {children}
    </Stack>
  </Paper>
);

const FULL = 90;

/** How much of a memory is taken. */
export const SpaceBar = ({ space, label }: { space: Space; label: string }) => {
  const { t } = useTranslation('unit');
  const format = useFormat();
  const percent = (space.used / space.total) * 100;
  return (
    <>
      <Progress value={percent} color={percent > FULL ? 'red' : undefined} aria-label={label} />
      <Text size="sm" c="dimmed" className="numeric">
        {t('state.space', { used: format.bytes(space.used), total: format.bytes(space.total) })}
      </Text>
    </>
  );
};
