import { IconBan, IconBrandTelegram, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../ui/unit-badges';
import type { SessionUser } from './session';

/** Whether somebody may work here, and has a Telegram chat (`docs/protocol/rest-graphql.md 4.2`). */
export const UserStatusBadge = ({ status }: { status: SessionUser['status'] }) => {
  const { t } = useTranslation('session');
  if (status === 'BLOCKED')
    return (
      <StateBadge tone="bad" icon={IconBan}>
        {t('status.BLOCKED')}
      </StateBadge>
    );
  const isLinked = status === 'VERIFIED';
  return (
    <StateBadge tone={isLinked ? 'good' : 'quiet'} icon={isLinked ? IconBrandTelegram : IconUser}>
      {t(`status.${status}`)}
    </StateBadge>
  );
};
