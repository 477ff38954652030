import { Alert } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { LinkAnchor } from '../ui/links';
import { Page } from '../ui/page';
import { AccountForm, type Account } from './account-form';
import { useSession } from './session';
import { RegisterDocument, UserCountDocument } from './session.generated';

const route = getRouteApi('/register');

/** A new account, signed in at once. Whoever is first gets the instance, and is told so before. */
export const RegisterPage = () => {
  const { t } = useTranslation('session');
  const { signIn } = useSession();
  const { next = '/' } = route.useSearch();
  const [{ data }] = useQuery({ query: UserCountDocument });
  const [, createUser] = useMutation(RegisterDocument);
  const register = async ({ login, password }: Account) => {
    const { error } = await createUser({ user: { login, password } });
    return error ?? signIn(login, password);
  };
  const known = (
    <LinkAnchor to="/sign-in" search={{ next }}>
      {t('toSignIn')}
    </LinkAnchor>
  );
  return (
    <Page title={t('register')}>
      <AccountForm action={t('register')} isNew next={next} onSubmit={register} other={known}>
        {data?.getBaseMetrics.userCount === 0 && (
          <Alert color="teal" title={t('first.title')}>
            {t('first.text')}
          </Alert>
        )}
      </AccountForm>
    </Page>
  );
};
