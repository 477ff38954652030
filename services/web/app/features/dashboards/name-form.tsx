import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameProblem } from '../../ui/name-rule';

interface NameFormProps {
  readonly label: string;
  readonly action: string;
  readonly children?: ReactNode;
  readonly onSubmit: (name: string) => Promise<void>;
}

/** Asks for the name of something new, under the rule that the instance has for it. */
export const NameForm = ({ label, action, children, onSubmit }: NameFormProps) => {
  const { t } = useTranslation('dashboards');
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isWrong = name !== '' && nameProblem(name) !== null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void onSubmit(name).finally(() => setBusy(false));
      }}
    >
      <Stack>
        <TextInput
          label={label}
          description={t('nameRule')}
          error={isWrong ? t('nameRule') : undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
          autoComplete="off"
        />
        {children}
        <Group justify="flex-end">
          <Button type="submit" disabled={nameProblem(name) !== null} loading={isBusy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
