import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/page';
import { PageLoading } from '../../ui/page-loading';
import { AdminTabs } from './admin-tabs';

const NotForYou = () => {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  return (
    <EmptyState
      icon={IconLock}
      title={t('notForYou.title')}
      action={
        user ? (
          <LinkButton to="/">{t('notForYou.home')}</LinkButton>
        ) : (
          <LinkButton to="/sign-in" search={{ next: '/admin' }}>
            {t('notForYou.signIn')}
          </LinkButton>
        )
      }
    >
      {t('notForYou.text')}
    </EmptyState>
  );
};

/** How the instance does, and what its operator can do about it; for administrators. */
export const AdminPage = () => {
  const { t } = useTranslation('admin');
  const { isAdmin, isLoading } = useSession();
  if (isLoading) return <PageLoading />;
  return (
    <Page title={t('title')} description={isAdmin ? t('text') : undefined}>
      {isAdmin ? <AdminTabs /> : <NotForYou />}
    </Page>
  );
};
