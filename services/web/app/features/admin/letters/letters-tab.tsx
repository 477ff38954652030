import { Group, Text } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state';
import { LinkButton } from '../../../ui/links';
import { useFormat } from '../../../ui/format';
import { AdminDeadLettersDocument } from '../admin.generated';
import { PolledPart } from '../polled-part';
import { useAdminSearch } from '../use-admin-search';
import { usePolled } from '../use-polled';
import { ConsumerFilter } from './consumer-filter';
import { LetterList } from './letter-list';

const PAGE = 25;

const NoLetters = ({ isFiltered }: { isFiltered: boolean }) => {
  const { t } = useTranslation('admin');
  if (!isFiltered)
    return (
      <EmptyState icon={IconMailCheck} title={t('letters.none')}>
        {t('letters.noneText')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconMailCheck}
      title={t('letters.noneHere')}
      action={
        <LinkButton to="/admin" search={{ tab: 'letters' }}>
          {t('letters.showAll')}
        </LinkButton>
      }
    >
      {t('letters.noneHereText')}
    </EmptyState>
  );
};

/** Messages that a service gave up on: why, what they say, and what becomes of them. */
export const LettersTab = () => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const [{ consumer = null, before = null }] = useAdminSearch();
  const filters = { consumer, limit: PAGE, beforeId: before };
  const polled = usePolled(AdminDeadLettersDocument, { filters });
  return (
    <>
      <Text c="dimmed" maw={760} mb="md">
        {t('letters.text')}
      </Text>
      <PolledPart polled={polled}>
        {({ getDeadLetters: page }) => (
          <>
            <Group>
              {(page.count > 0 || consumer) && <ConsumerFilter />}
              {page.count > 0 && (
                <Text size="sm" c="dimmed" role="status">
                  {t('letters.count', { count: page.count, number: number(page.count) })}
                </Text>
              )}
            </Group>
            {page.deadLetters.length === 0 ? (
              <NoLetters isFiltered={consumer !== null || before !== null} />
            ) : (
              <LetterList key={`${consumer} ${before}`} page={page} pageSize={PAGE} onChange={polled.ask} />
            )}
          </>
        )}
      </PolledPart>
    </>
  );
};
