import { IconGitBranch, IconSearchOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/links';

/** In the place of an empty list of registries. */
export const NoRegistries = ({ isFiltered }: { isFiltered: boolean }) => {
  const { t } = useTranslation('git');
  const { user } = useSession();
  if (isFiltered)
    return (
      <EmptyState
        icon={IconSearchOff}
        title={t('registries.notFound.title')}
        action={<LinkButton to="/registries">{t('showAll')}</LinkButton>}
      >
        {t('registries.notFound.text')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconGitBranch}
      title={t('registries.none.title')}
      action={user && <LinkButton to="/start">{t('guided')}</LinkButton>}
    >
      {t('registries.none.text')}
    </EmptyState>
  );
};
