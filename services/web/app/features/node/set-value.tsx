import { Alert, Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useFormat } from '../../ui/format';
import { useAct } from '../../ui/use-act';
import { NodeUnitDocument, SetNodeStateDocument, type NodeFactsFragment } from './node.generated';
import { bytesOf, MOST_BYTES } from './node-value';

/** Sends a value to an Input; whoever sees one may (`docs/protocol/rest-graphql.md 4.8`). */
export const SetValue = ({ node }: { node: NodeFactsFragment }) => {
  const { t } = useTranslation('node');
  const format = useFormat();
  const act = useAct();
  const [{ fetching }, setState] = useMutation(SetNodeStateDocument);
  const [{ data }] = useQuery({ query: NodeUnitDocument, variables: { uuid: node.unitUuid } });
  const [text, setText] = useState('');
  const bytes = bytesOf(text);
  const isTooLong = bytes > MOST_BYTES;
  const send = async () => {
    if (isTooLong || fetching) return;
    await act(setState({ uuid: node.uuid, unitNode: { state: text } }), t('set.done'));
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={(event) => (event.preventDefault(), void send())}>
      <Stack gap="sm">
        <Title order={2}>{t('set.title')}</Title>
        {data && !data.getUnit.isOnline && <Alert color="yellow">{t('set.offline')}</Alert>}
        <Textarea
          label={t('set.label')}
          description={t('set.hint')}
          autosize
          minRows={1}
          maxRows={12}
          spellCheck={false}
          value={text}
          error={isTooLong && t('set.tooLong', { most: format.bytes(MOST_BYTES) })}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" className="numeric">
            {t('set.size', { size: format.bytes(bytes), most: format.bytes(MOST_BYTES) })}
          </Text>
          <Button
            type="submit"
            loading={fetching}
            disabled={isTooLong}
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {t('set.send')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
};
