import {
  ActionIcon,
  Code,
  CopyButton,
  Group,
  Paper,
  Spoiler,
  Stack,
  Text,
  Title,
  Tooltip,
} from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { RelativeTime } from '../../ui/relative-time';
import type { NodeFactsFragment } from './node.generated';
import { valueForm, type ValueForm } from './node-value';
import { useLatestValue } from './use-latest-value';

const FOLDED_HEIGHT = 220;

const Shown = ({ form }: { form: ValueForm }) => {
  const { t } = useTranslation(['node', 'common']);
  if (form.kind === 'empty') return <Text c="dimmed">{t('value.none')}</Text>;
  if (form.kind === 'short')
    return (
      <Text fz={38} fw={650} lh={1.15} className="numeric" style={{ overflowWrap: 'anywhere' }}>
        {form.text}
      </Text>
    );
  return (
    <Spoiler maxHeight={FOLDED_HEIGHT} showLabel={t('value.unfold')} hideLabel={t('value.fold')}>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {form.text}
      </Code>
    </Spoiler>
  );
};

const Copy = ({ text }: { text: string }) => {
  const { t } = useTranslation(['node', 'common']);
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('common:copy.done') : t('value.copy')}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'teal' : 'gray'}
            onClick={copy}
            aria-label={t('value.copy')}
          >
            {copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
};

/** The last value, changing by itself. */
export const LastValue = ({ node }: { node: NodeFactsFragment }) => {
  const { t } = useTranslation(['node', 'common']);
  const format = useFormat();
  const { state, time } = useLatestValue(node);
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2}>{t('value.title')}</Title>
          {state !== null && <Copy text={state} />}
        </Group>
        <div role="status" aria-label={t('value.title')}>
          <Shown form={valueForm(state)} />
        </div>
        {time && (
          <Text size="sm" c="dimmed">
            {format.time(time)} · <RelativeTime time={time} />
          </Text>
        )}
      </Stack>
    </Paper>
  );
};
