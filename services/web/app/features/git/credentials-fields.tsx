import { PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Platform } from './git-url';

export interface Credentials {
  readonly username: string;
  readonly patToken: string;
}

interface CredentialsFieldsProps {
  readonly platform: Platform;
  readonly value: Credentials;
  readonly onChange: (value: Credentials) => void;
}

/** User name and access token for a private repository. */
export const CredentialsFields = ({ platform, value, onChange }: CredentialsFieldsProps) => {
  const { t } = useTranslation('git');
  return (
    <Stack gap="sm">
      <TextInput
        label={t('credentials.username')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={value.username}
        onChange={(event) => onChange({ ...value, username: event.currentTarget.value })}
      />
      <PasswordInput
        label={t('credentials.token')}
        autoComplete="new-password"
        required
        visibilityToggleButtonProps={{ 'aria-label': t('credentials.reveal') }}
        value={value.patToken}
        onChange={(event) => onChange({ ...value, patToken: event.currentTarget.value })}
      />
      <Text size="sm" c="dimmed">
        {t(`credentials.where.${platform}`)} {t('credentials.kept')}
      </Text>
    </Stack>
  );
};
