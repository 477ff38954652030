import { IconAlertTriangle, IconCheck, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../../ui/unit-badges';
import type { ServiceState } from './services';

const LOOKS = {
  silent: { tone: 'bad', icon: IconPlugConnectedX },
  failing: { tone: 'warn', icon: IconAlertTriangle },
  ready: { tone: 'good', icon: IconCheck },
} as const;

/** How a service, or a process of it, is. */
export const HealthBadge = ({ state }: { state: ServiceState }) => {
  const { t } = useTranslation('admin');
  return <StateBadge {...LOOKS[state]}>{t(`health.state.${state}`)}</StateBadge>;
};
