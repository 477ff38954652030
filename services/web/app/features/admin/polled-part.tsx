import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../ui/problem-notice';
import type { Polled } from './use-polled';

interface PolledPartProps<Data> {
  readonly polled: Polled<Data>;
  readonly children: (data: Data) => ReactNode;
}

/** What a polled question answered; when it is not answered any more that is said above the last answer. */
export const PolledPart = <Data,>({ polled, children }: PolledPartProps<Data>) => {
  const { t } = useTranslation();
  const { data, error, ask } = polled;
  return (
    <Stack>
      {error && <ProblemNotice error={error} onRetry={ask} />}
      {data && children(data)}
      {!data && !error && <Skeleton h={240} role="status" aria-label={t('loading')} />}
    </Stack>
  );
};
