import { Alert, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconVersions } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { ConfirmByName } from '../../../ui/confirm-by-name';
import { useFormat } from '../../../ui/format';
import { LinkAnchor, LinkButton } from '../../../ui/links';
import { useAct } from '../../../ui/use-act';
import { AdminFleetDocument, AdminUpdateAllDocument } from '../admin.generated';

const FleetLine = () => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const [{ data }] = useQuery({ query: AdminFleetDocument });
  if (!data) return null;
  const { units, online, outdated } = data.getFleetSummary;
  return (
    <Text className="numeric">
      {t('update.fleet', { units: number(units), online: number(online) })}{' '}
      <LinkAnchor to="/fleet" search={{ outdated: true }} underline="always">
        {t('update.outdated', { count: outdated, number: number(outdated) })}
      </LinkAnchor>
    </Text>
  );
};

const Started = () => {
  const { t } = useTranslation('admin');
  return (
    <Alert
      role="status"
      color="teal"
      icon={<IconCheck aria-hidden />}
      title={t('update.started')}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Stack gap="xs" align="flex-start">
        {t('update.startedText')}
        <LinkButton size="xs" to="/fleet" search={{ status: 'updating' }}>
          {t('update.watch')}
        </LinkButton>
      </Stack>
    </Alert>
  );
};

/** Has all Units that follow their Repos go to the newest versions now. */
export const UpdateTab = () => {
  const { t } = useTranslation('admin');
  const act = useAct();
  const [isOpen, { open, close }] = useDisclosure();
  const [isStarted, setStarted] = useState(false);
  const [, updateAll] = useMutation(AdminUpdateAllDocument);
  return (
    <Stack maw={760}>
      {isStarted && <Started />}
      <Paper withBorder p="md" component="section" aria-label={t('tab.update')}>
        <Stack align="flex-start">
          <Title order={2}>{t('tab.update')}</Title>
          <Text>{t('update.text')}</Text>
          <List size="sm">
            {(['who', 'when', 'how', 'back'] as const).map((point) => (
              <List.Item key={point}>{t(`update.${point}`)}</List.Item>
            ))}
          </List>
          <FleetLine />
          <Group>
            <Button color="red" leftSection={<IconVersions size={16} aria-hidden />} onClick={open}>
              {t('update.action')}
            </Button>
          </Group>
        </Stack>
      </Paper>
      <ConfirmByName
        isOpen={isOpen}
        onClose={close}
        title={t('update.question')}
        name={location.host}
        action={t('update.action')}
        onConfirm={async () => {
          const isDone = (await act(updateAll({}))) !== null;
          if (isDone) setStarted(true);
          return isDone;
        }}
      >
        {t('update.warning')}
      </ConfirmByName>
    </Stack>
  );
};
