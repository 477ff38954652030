import { Stack, Table, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../../ui/copy-field';
import { useFormat } from '../../../ui/format';
import type { Unit } from '../use-unit';

/** What cannot be changed. */
export const UnitFacts = ({ unit }: { unit: Unit }) => {
  const { t } = useTranslation('unit');
  const format = useFormat();
  return (
    <Stack gap="xs">
      <Title order={2}>{t('facts.title')}</Title>
      <Table variant="vertical" highlightOnHover={false}>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th w={140}>UUID</Table.Th>
            <Table.Td>
              <CopyField value={unit.uuid} label="UUID" />
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th>{t('facts.created')}</Table.Th>
            <Table.Td>{format.time(unit.createDatetime)}</Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th>{t('facts.changed')}</Table.Th>
            <Table.Td>{format.time(unit.lastUpdateDatetime)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Stack>
  );
};
