import { IconMapPinOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/links';
import { Page } from '../ui/page';

/** For addresses that lead nowhere. */
export const NotFound = () => {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')}>
      <EmptyState
        icon={IconMapPinOff}
        title={t('notFound.what')}
        action={<LinkButton to="/">{t('notFound.home')}</LinkButton>}
      >
        {t('notFound.why')}
      </EmptyState>
    </Page>
  );
};
