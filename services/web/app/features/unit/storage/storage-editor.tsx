import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useFormat } from '../../../ui/format';
import { useAct } from '../../../ui/use-act';
import { SaveUnitStorageDocument } from '../unit.generated';
import { sizeOf, STORAGE_CHARACTERS } from './storage-size';

interface StorageEditorProps {
  readonly unitUuid: string;
  readonly stored: string;
  readonly isReading: boolean;
  readonly onReload: () => void;
}

/** The stored text to be read and changed; what is typed stays when the stored text changes meanwhile. */
export const StorageEditor = ({ unitUuid, stored, isReading, onReload }: StorageEditorProps) => {
  const { t } = useTranslation(['unit', 'common']);
  const act = useAct();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const [{ fetching }, save] = useMutation(SaveUnitStorageDocument);
  const text = typed ?? stored;
  const counted = useDeferredValue(text);
  const { characters, bytes } = useMemo(() => sizeOf(counted), [counted]);
  const isTooLong = characters > STORAGE_CHARACTERS;
  const isChanged = typed !== null && typed !== stored;
  const submit = async () => {
    const done = await act(save({ uuid: unitUuid, state: text }), t('storage.saved'));
    if (!done) return;
    onReload();
    setTyped(null);
  };
  return (
    <Stack
      gap="sm"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Textarea
        label={t('tab.storage')}
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autosize
        minRows={8}
        maxRows={24}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        error={isTooLong && t('storage.tooLong', { most: format.number(STORAGE_CHARACTERS) })}
      />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" className="numeric">
          {t('storage.size', {
            characters: format.number(characters),
            most: format.number(STORAGE_CHARACTERS),
            bytes: format.bytes(bytes),
          })}
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            loading={isReading && !fetching}
            onClick={() => {
              setTyped(null);
              onReload();
            }}
          >
            {t(isChanged ? 'storage.discard' : 'storage.reload')}
          </Button>
          <Button type="submit" loading={fetching} disabled={!isChanged || isTooLong}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
};
