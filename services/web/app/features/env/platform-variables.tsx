import { Accordion, Code, PasswordInput, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EnvField } from './env-fields';

const Value = ({ field: { name, isSecret, entry } }: { field: EnvField }) => {
  const { t } = useTranslation('env');
  if (!isSecret) return <Code style={{ overflowWrap: 'anywhere' }}>{String(entry)}</Code>;
  return (
    <PasswordInput
      aria-label={name}
      size="xs"
      readOnly
      value={String(entry)}
      visibilityToggleButtonProps={{ 'aria-label': t('reveal', { name }) }}
    />
  );
};

/** What the platform fills in by itself, to look at. */
export const PlatformVariables = ({ fields }: { fields: readonly EnvField[] }) => {
  const { t } = useTranslation('env');
  return (
    <Accordion variant="contained">
      <Accordion.Item value="platform">
        <Accordion.Control>{t('platform.title', { count: fields.length })}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              {t('platform.text')}
            </Text>
            <Table highlightOnHover={false} layout="fixed" aria-label={t('platform.table')}>
              <Table.Tbody>
                {fields.map((field) => (
                  <Table.Tr key={field.name}>
                    <Table.Th scope="row" fw={400} fz="xs" style={{ overflowWrap: 'anywhere' }}>
                      {field.name}
                    </Table.Th>
                    <Table.Td>
                      <Value field={field} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
};
