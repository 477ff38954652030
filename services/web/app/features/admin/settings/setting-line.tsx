import { Code, Group, Stack, Table, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingRow } from './setting-rows';

const Value = ({ value }: { value: string }) => {
  const { t } = useTranslation('admin');
  if (value === '')
    return (
      <Text size="sm" c="dimmed">
        {t('settings.empty')}
      </Text>
    );
  return <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>;
};

/** A setting: its value, or values where services do not have the same. */
export const SettingLine = memo(({ name, values }: SettingRow) => (
  <Table.Tr>
    <Table.Td style={{ verticalAlign: 'top', overflowWrap: 'anywhere' }}>{name}</Table.Td>
    <Table.Td>
      <Stack gap={6}>
        {values.map(({ value, who }) => (
          <Group key={value} gap="xs">
            <Value value={value} />
            <Text size="xs" c="dimmed">
              {who.join(', ')}
            </Text>
          </Group>
        ))}
      </Stack>
    </Table.Td>
  </Table.Tr>
));
SettingLine.displayName = 'SettingLine';
