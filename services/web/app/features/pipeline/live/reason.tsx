import { DROP_REASONS, type DropReason } from '@unitfleet/pipeline';
import { useTranslation } from 'react-i18next';

const isKnown = (reason: string): reason is DropReason =>
  (DROP_REASONS as readonly string[]).includes(reason);

/** Why messages are dropped, in plain words, and what to do about it. */
export const useReasonWords = () => {
  const { t } = useTranslation('pipeline');
  return (reason: string): { name: string; todo: string } =>
    isKnown(reason)
      ? { name: t(`reason.${reason}.name`), todo: t(`reason.${reason}.todo`) }
      : { name: t('reason.unknown.name', { reason }), todo: '' };
};
