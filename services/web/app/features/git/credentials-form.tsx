import { Alert, Button, Group, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { ProblemNotice } from '../../ui/problem-notice';
import { StackedForm } from '../../ui/stacked-form';
import { useAct } from '../../ui/use-act';
import { Warning } from '../../ui/warning';
import { CredentialsFields } from './credentials-fields';
import {
  OwnCredentialsDocument,
  SetRegistryCredentialsDocument,
  SyncRegistryDocument,
} from './git.generated';
import type { Registry } from './use-registry';

const NONE = { username: '', patToken: '' };
const COLOURS = { VALID: 'teal', ERROR: 'red', NOT_VERIFIED: 'gray' } as const;

/** The credentials of who is signed in, for a private repository: everybody brings their own. */
export const CredentialsForm = ({ registry }: { registry: Registry }) => {
  const { t } = useTranslation(['git', 'common']);
  const act = useAct();
  const { uuid } = registry;
  const [{ data, error }] = useQuery({ query: OwnCredentialsDocument, variables: { uuid } });
  const [, setCredentials] = useMutation(SetRegistryCredentialsDocument);
  const [, sync] = useMutation(SyncRegistryDocument);
  const [entered, setEntered] = useState(NONE);
  const [isBusy, setBusy] = useState(false);
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <Skeleton h={120} />;
  const own = data.getCredentials;
  const save = async () => {
    setBusy(true);
    const done = await act(setCredentials({ uuid, data: entered }), t('credentials.saved'));
    if (done) {
      setEntered(NONE);
      if (registry.syncStatus === 'ERROR') await act(sync({ uuid }));
    }
    setBusy(false);
  };
  return (
    <StackedForm label={t('credentials.title')} onSubmit={() => void save()}>
      {own ? (
        <Alert color={COLOURS[own.status]} title={t(`credentials.status.${own.status}.title`)}>
          <Text size="sm">
            {t(`credentials.status.${own.status}.text`, { username: own.credentials.username })}
          </Text>
        </Alert>
      ) : (
        <Warning title={t('credentials.none.title')}>
          <Text size="sm">{t('credentials.none.text')}</Text>
        </Warning>
      )}
      <CredentialsFields platform={registry.platform} value={entered} onChange={setEntered} />
      <Group>
        <Button type="submit" loading={isBusy} disabled={!entered.username || !entered.patToken}>
          {t('credentials.save')}
        </Button>
      </Group>
    </StackedForm>
  );
};
