import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { CopyField } from '../../../ui/copy-field';
import { ProblemNotice } from '../../../ui/problem-notice';
import { CommandButton } from '../command-button';
import { saveFile } from '../../../ui/save-file';
import type { UnitTabProps } from '../unit-tabs';
import { readSchema } from './read-schema';
import { SchemaTopics } from './schema-topics';
import { UnitSchemaDocument } from './schema.generated';

const indented = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

/** Which topics of the broker the names in the firmware mean. */
export const SchemaTab = ({ unit }: UnitTabProps) => {
  const { t } = useTranslation('unit');
  const [form, setForm] = useState('topics');
  const [{ data, error }, ask] = useQuery({ query: UnitSchemaDocument, variables: { uuid: unit.uuid } });
  const text = data?.getUnitCurrentSchema;
  const schema = useMemo(() => (text === undefined ? null : readSchema(text)), [text]);
  if (error && text === undefined)
    return <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (text === undefined) return <Skeleton h={240} />;
  const json = indented(text);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <Text c="dimmed" maw={640}>
          {t('schema.text')}
        </Text>
        <CommandButton unit={unit} command="SCHEMA_UPDATE" />
      </Group>
      <Group gap="sm">
        <SegmentedControl
          aria-label={t('schema.form')}
          value={form}
          onChange={setForm}
          data={[
            { value: 'topics', label: t('schema.topics') },
            { value: 'json', label: 'JSON' },
          ]}
        />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveFile(new Blob([json], { type: 'application/json' }), 'schema.json')}
        >
          {t('schema.download')}
        </Button>
      </Group>
      {form === 'topics' && schema ? (
        <SchemaTopics schema={schema} unit={unit} />
      ) : (
        <CopyField value={json} label={t('tab.schema')} block />
      )}
    </Stack>
  );
};
