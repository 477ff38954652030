import { IconAlertTriangle, IconCheck, IconCircleDashed, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../ui/unit-badges';
import type { Registry } from './use-registry';

const LOOKS = {
  UPDATED: { tone: 'good', icon: IconCheck },
  PROCESSING: { tone: 'busy', icon: IconRefresh, isTurning: true },
  ERROR: { tone: 'bad', icon: IconAlertTriangle },
  NONE: { tone: 'quiet', icon: IconCircleDashed },
} as const;

/** How the copy of a repository stands. */
export const RegistryBadge = ({ status }: { status: Registry['syncStatus'] }) => {
  const { t } = useTranslation('git');
  const state = status ?? 'NONE';
  return <StateBadge {...LOOKS[state]}>{t(`sync.${state}`)}</StateBadge>;
};
