import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../ui/links';
import { Page } from '../ui/page';
import { AccountForm } from './account-form';
import { useSession } from './session';

const route = getRouteApi('/sign-in');

/** The way in; afterwards back to where one came from. */
export const SignInPage = () => {
  const { t } = useTranslation('session');
  const { signIn } = useSession();
  const { next = '/' } = route.useSearch();
  const register = (
    <LinkAnchor to="/register" search={{ next }}>
      {t('toRegister')}
    </LinkAnchor>
  );
  return (
    <Page title={t('signIn')}>
      <AccountForm
        action={t('signIn')}
        isNew={false}
        next={next}
        onSubmit={({ login, password }) => signIn(login, password)}
        other={register}
      />
    </Page>
  );
};
