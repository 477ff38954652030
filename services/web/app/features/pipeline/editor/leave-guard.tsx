import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

type Place = { readonly pathname: string; readonly search: object };

const tabOf = ({ search }: Place): unknown => (search as { tab?: unknown }).tab;

/** Asks before changes are lost: by another page, another tab of this one, or a closed window. */
export const LeaveGuard = ({ isDirty }: { isDirty: boolean }) => {
  const { t } = useTranslation('pipeline');
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && (current.pathname !== next.pathname || tabOf(current) !== tabOf(next)),
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
    withResolver: true,
  });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={t('leave.title')}>
      <Stack>
        <Text>{t('leave.text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => proceed?.()}>
            {t('leave.leave')}
          </Button>
          <Button onClick={() => reset?.()} data-autofocus>
            {t('leave.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
