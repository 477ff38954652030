import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan, IconLockOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../ui/use-act';
import { BlockUserHereDocument, UnblockUserHereDocument, type UserPageQuery } from './profile.generated';

/** Shuts somebody out, or lets them in again; for administrators. */
export const BlockUser = ({ user }: { user: UserPageQuery['getUser'] }) => {
  const { t } = useTranslation(['session', 'common']);
  const act = useAct();
  const [isOpen, { open, close }] = useDisclosure();
  const [blocking, block] = useMutation(BlockUserHereDocument);
  const [unblocking, unblock] = useMutation(UnblockUserHereDocument);
  const { uuid, login } = user;
  if (user.status === 'BLOCKED')
    return (
      <Button
        variant="default"
        loading={unblocking.fetching}
        leftSection={<IconLockOpen size={16} aria-hidden />}
        onClick={() => void act(unblock({ uuid }), t('user.unblocked', { login }))}
      >
        {t('user.unblock')}
      </Button>
    );
  return (
    <>
      <Button color="red" variant="outline" leftSection={<IconBan size={16} aria-hidden />} onClick={open}>
        {t('user.block')}
      </Button>
      <Modal opened={isOpen} onClose={close} title={t('user.question', { login })}>
        <Stack>
          <Text size="sm">{t('user.blockText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button
              color="red"
              loading={blocking.fetching}
              onClick={async () => {
                if (await act(block({ uuid }), t('user.blocked', { login }))) close();
              }}
            >
              {t('user.block')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
};
