import { useTranslation } from 'react-i18next';
import { known } from '../health/services';

/** Jobs that there are words for, by the names under which services keep them. */
export const KNOWN_JOBS = [
  'decisions that nobody could take',
  'look after the projection',
  'sessions as the broker has them',
  'end of silent updates',
  'targets of Units',
  'dispatch of commands',
  'Units follow their Repos',
  'end of lost subscriptions',
  'stream trim',
  'leases',
  'checkpoints',
  'row clean-up',
  'schedule',
  'synchronisation of registries',
  'updates by Repos',
  'end of old sessions',
  'look at the queue of mirrors',
  'synchronisation of a mirror',
  'look at the sessions of subscriptions',
  'look at the settings of the broker',
  'end of old inbox rows',
  'look at the outbox',
] as const;

/** What a job does, in the language of the reader; one that is not known has its own name. */
export const useJobWords = () => {
  const { t } = useTranslation('admin');
  return (name: string): string => {
    const word = known(KNOWN_JOBS, name);
    return word ? t(`jobs.name.${word}`) : name;
  };
};
