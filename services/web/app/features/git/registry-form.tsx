import { Button, Group, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/problem-notice';
import { StackedForm } from '../../ui/stacked-form';
import { CredentialsFields } from './credentials-fields';
import { platformOf, repositoryUrlOf, urlFault, type Platform } from './git-url';
import { useOpenRegistry } from './use-open-registry';

interface RegistryFormProps {
  readonly label: string;
  /** What is entered at first. */
  readonly url?: string;
  /** Told as soon as the registry is there, while its repository may be on its way still. */
  readonly onOpened: (uuid: string, isNew: boolean) => void;
  /** Below the address. */
  readonly children?: ReactNode;
}

const NONE = { username: '', patToken: '' };

/** The address of a Git repository and how to get at it. */
export const RegistryForm = ({ label, url: given = '', onOpened, children }: RegistryFormProps) => {
  const { t } = useTranslation('git');
  const [pasted, setPasted] = useState(given);
  const [chosen, setChosen] = useState<Platform | null>(null);
  const [isPublic, setPublic] = useState(true);
  const [credentials, setCredentials] = useState(NONE);
  const [isTried, setTried] = useState(false);
  const { open, isBusy, error } = useOpenRegistry(onOpened);
  const url = repositoryUrlOf(pasted);
  const fault = urlFault(url);
  const platform = chosen ?? platformOf(url);
  const submit = () => {
    setTried(true);
    if (fault) return;
    const access = isPublic ? {} : { credentials };
    void open({ repositoryUrl: url, platform, isPublicRepository: isPublic, ...access });
  };
  return (
    <StackedForm onSubmit={submit}>
      <TextInput
        label={t('url.label')}
        description={t('url.text')}
        placeholder="https://github.com/you/thermometer.git"
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
        data-autofocus
        error={isTried && fault && t(`url.fault.${fault}`)}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      {fault === null && url !== pasted.trim() && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('url.means', { url })}
        </Text>
      )}
      {children}
      <Group gap="xl">
        <Stack gap={4}>
          <Text size="sm" fw={500} id="registry-platform">
            {t('platform.label')}
          </Text>
          <SegmentedControl
            aria-labelledby="registry-platform"
            value={platform}
            onChange={(next) => setChosen(next as Platform)}
            data={[
              { value: 'GITHUB', label: 'GitHub' },
              { value: 'GITLAB', label: 'GitLab' },
            ]}
          />
        </Stack>
        <Switch
          label={t('private.label')}
          description={t('private.text')}
          checked={!isPublic}
          onChange={(event) => setPublic(!event.currentTarget.checked)}
        />
      </Group>
      {!isPublic && <CredentialsFields platform={platform} value={credentials} onChange={setCredentials} />}
      {error && <ProblemNotice error={error} />}
      <Group>
        <Button type="submit" loading={isBusy}>
          {label}
        </Button>
        {isBusy && (
          <Text size="sm" c="dimmed" role="status">
            {t('url.opening')}
          </Text>
        )}
      </Group>
    </StackedForm>
  );
};
