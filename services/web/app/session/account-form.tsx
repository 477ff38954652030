import { Button, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import type { CombinedError } from '@urql/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../ui/problem-notice';
import { loginProblem, passwordProblem } from './account-rules';

export interface Account {
  readonly login: string;
  readonly password: string;
}

interface AccountFormProps {
  readonly action: string;
  readonly isNew: boolean;
  /** Page to go to when it went well. */
  readonly next: string;
  readonly onSubmit: (account: Account) => Promise<CombinedError | undefined>;
  readonly children?: ReactNode;
  readonly other: ReactNode;
}

/** Login and password, to sign in or for a new account. */
export const AccountForm = ({ action, isNew, next, onSubmit, children, other }: AccountFormProps) => {
  const { t } = useTranslation('session');
  const router = useRouter();
  const [error, setError] = useState<CombinedError>();
  const form = useForm<Account>({
    mode: 'uncontrolled',
    initialValues: { login: '', password: '' },
    validate: isNew
      ? {
          login: (login) => loginProblem(login) && t(`rule.${loginProblem(login)!}`),
          password: (password) => passwordProblem(password) && t(`rule.${passwordProblem(password)!}`),
        }
      : {},
  });
  const submit = form.onSubmit(async (account) => {
    const problem = await onSubmit(account);
    setError(problem);
    if (!problem) router.history.push(next);
  });
  return (
    <Paper withBorder p="lg" maw={420} component="form" onSubmit={submit}>
      <Stack>
        {children}
        <TextInput
          label={t('login')}
          description={isNew ? t('loginRule') : undefined}
          autoComplete="username"
          autoCapitalize="none"
          required
          key={form.key('login')}
          {...form.getInputProps('login')}
        />
        <PasswordInput
          label={t('password')}
          description={isNew ? t('passwordRule') : undefined}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          required
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        {error && <ProblemNotice error={error} />}
        <Button type="submit" loading={form.submitting}>
          {action}
        </Button>
        <Text size="sm">{other}</Text>
      </Stack>
    </Paper>
  );
};
