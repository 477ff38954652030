import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../../ui/use-act';
import type { ListedNode } from './node-row';
import { SetNodeInputDocument } from './unit-nodes.generated';

/** Sends a value to an Input; the device gets it at once when it is connected. */
export const SetInput = ({ node }: { node: ListedNode }) => {
  const { t } = useTranslation('unit');
  const act = useAct();
  const [value, setValue] = useState('');
  const [{ fetching }, set] = useMutation(SetNodeInputDocument);
  const send = async () => {
    const done = await act(set({ uuid: node.uuid, unitNode: { state: value } }), t('nodes.valueSent'));
    if (done) setValue('');
  };
  const label = t('nodes.setValue', { name: node.topicName });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Group gap={6} wrap="nowrap">
        <TextInput
          size="sm"
          aria-label={label}
          placeholder={t('nodes.newValue')}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          autoComplete="off"
          style={{ flex: 1 }}
        />
        <ActionIcon
          type="submit"
          size={36}
          variant="light"
          loading={fetching}
          disabled={value === ''}
          aria-label={t('nodes.send')}
        >
          <IconSend size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </form>
  );
};
