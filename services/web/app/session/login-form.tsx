import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../ui/use-act';
import { loginProblem } from './account-rules';
import { ChangeAccountDocument } from './profile.generated';

/** Another name for the same account. */
export const LoginForm = ({ login }: { login: string }) => {
  const { t } = useTranslation(['session', 'common']);
  const act = useAct();
  const [, change] = useMutation(ChangeAccountDocument);
  const form = useForm({
    initialValues: { login },
    validate: { login: (typed) => loginProblem(typed) && t(`rule.${loginProblem(typed)!}`) },
  });
  const save = form.onSubmit(async (user) => {
    await act(change({ user }), t('profile.loginSaved'));
  });
  return (
    <form onSubmit={save}>
      <Stack gap="sm">
        <Title order={2}>{t('login')}</Title>
        <TextInput
          aria-label={t('login')}
          description={t('loginRule')}
          autoComplete="username"
          autoCapitalize="none"
          {...form.getInputProps('login')}
        />
        <Group>
          <Button type="submit" variant="default" loading={form.submitting} disabled={!form.isDirty()}>
            {t('profile.changeLogin')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
