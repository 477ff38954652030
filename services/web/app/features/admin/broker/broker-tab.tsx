import { Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state';
import { useFormat } from '../../../ui/format';
import { SearchField } from '../../../ui/search-field';
import { AdminBrokerDocument } from '../admin.generated';
import { Paging } from '../paging';
import { PolledPart } from '../polled-part';
import { ratesBetween, type Rate } from '../readings';
import { useAdminSearch } from '../use-admin-search';
import { usePolled } from '../use-polled';
import { ClientTable } from './client-table';

const PAGE = 25;

/** Who is connected to the broker, and how much each says and hears. */
export const BrokerTab = () => {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const [{ q, page = 1 }, change] = useAdminSearch();
  const filters = { searchString: q ?? null, limit: PAGE, offset: (page - 1) * PAGE };
  const polled = usePolled(AdminBrokerDocument, { filters }, 2);
  const { readings } = polled;
  const rates = useMemo((): ReadonlyMap<string, Rate> => {
    const [before, after] = readings.map(({ at, value }) => ({ at, value: value.getBrokerClients.clients }));
    return before && after ? ratesBetween(before, after) : new Map();
  }, [readings]);
  return (
    <>
      <Group mb="md">
        <SearchField
          value={q ?? ''}
          label={t('broker.search')}
          onChange={(words) => change({ q: words || undefined })}
        />
        {polled.data && (
          <Text size="sm" c="dimmed" role="status">
            {t('broker.count', {
              count: polled.data.getBrokerClients.count,
              number: number(polled.data.getBrokerClients.count),
            })}
          </Text>
        )}
      </Group>
      <PolledPart polled={polled}>
        {({ getBrokerClients: { count, clients } }) => (
          <>
            {clients.length > 0 ? (
              <ClientTable clients={clients} rates={rates} onChange={polled.ask} />
            ) : (
              <EmptyState icon={IconPlugConnectedX} title={t(q ? 'broker.notFound' : 'broker.none')}>
                {t(q ? 'broker.notFoundText' : 'broker.noneText')}
              </EmptyState>
            )}
            <Paging count={count} size={PAGE} />
          </>
        )}
      </PolledPart>
    </>
  );
};
