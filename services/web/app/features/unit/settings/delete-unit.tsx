import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { ConfirmByName } from '../../../ui/confirm-by-name';
import { useAct } from '../../../ui/use-act';
import { RemoveUnitDocument } from '../unit.generated';
import type { Unit } from '../use-unit';

/** What goes with a Unit (`docs/protocol/rest-graphql.md 4.15`). */
const LOST = ['nodes', 'data', 'edges', 'access', 'token'] as const;

/** The end of a Unit, after a question that cannot be answered by mistake. */
export const DeleteUnit = ({ unit }: { unit: Unit }) => {
  const { t } = useTranslation(['unit', 'common']);
  const act = useAct();
  const navigate = useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  const [, remove] = useMutation(RemoveUnitDocument);
  const confirm = async () => {
    const done = await act(remove({ uuid: unit.uuid }), t('danger.done', { name: unit.name }));
    if (done) void navigate({ to: '/fleet' });
    return done !== null;
  };
  return (
    <Paper withBorder p="md" style={{ borderColor: 'var(--mantine-color-red-5)' }}>
      <Stack gap="sm">
        <Title order={2}>{t('danger.title')}</Title>
        <Group justify="space-between" gap="sm">
          <Text size="sm" style={{ flex: '1 1 260px' }}>
            {t('danger.text')}
          </Text>
          <Button
            color="red"
            variant="outline"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={open}
          >
            {t('danger.action')}
          </Button>
        </Group>
      </Stack>
      <ConfirmByName
        isOpen={isOpen}
        onClose={close}
        title={t('danger.question', { name: unit.name })}
        name={unit.name}
        action={t('common:action.delete')}
        onConfirm={confirm}
      >
        <Text size="sm">{t('danger.gone')}</Text>
        <List size="sm">
          {LOST.map((what) => (
            <List.Item key={what}>{t(`danger.lost.${what}`)}</List.Item>
          ))}
        </List>
      </ConfirmByName>
    </Paper>
  );
};
