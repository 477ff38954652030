import { Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useAct } from '../ui/use-act';
import { passwordProblem } from './account-rules';
import { ChangeAccountDocument } from './profile.generated';
import { useSession } from './session';

const EMPTY = { password: '', again: '' };

/**
 * A new password ends every session (`docs/protocol/decisions.md`), this one too: it is begun anew with the new
 * password at once.
 */
export const PasswordForm = ({ login }: { login: string }) => {
  const { t } = useTranslation('session');
  const act = useAct();
  const client = useClient();
  const { signIn } = useSession();
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      password: (password) => passwordProblem(password) && t(`rule.${passwordProblem(password)!}`),
      again: (again, { password }) => (again === password ? null : t('profile.notSame')),
    },
  });
  const save = form.onSubmit(async ({ password }) => {
    const changed = client.mutation(ChangeAccountDocument, { user: { password } }).toPromise();
    if (!(await act(changed))) return;
    form.setValues(EMPTY);
    // Until then nobody is signed in here.
    if (!(await signIn(login, password)))
      notifications.show({ color: 'teal', message: t('profile.passwordSaved') });
  });
  const toggle = { visibilityToggleButtonProps: { 'aria-label': t('showPassword') } };
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <Title order={2}>{t('profile.password')}</Title>
        <Text size="sm" c="dimmed">
          {t('profile.passwordText')}
        </Text>
        {/* Password managers file the new password under this name. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <PasswordInput
          label={t('profile.newPassword')}
          description={t('passwordRule')}
          autoComplete="new-password"
          {...toggle}
          {...form.getInputProps('password')}
        />
        <PasswordInput
          label={t('profile.again')}
          autoComplete="new-password"
          {...toggle}
          {...form.getInputProps('again')}
        />
        <Group>
          <Button type="submit" loading={form.submitting} disabled={!form.isDirty()}>
            {t('profile.changePassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
