import { Group, Skeleton, Stack, Switch, Table, Text } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemNotice } from '../../../ui/problem-notice';
import { SearchField } from '../../../ui/search-field';
import { AdminSettingsDocument, type AdminSettingsQuery } from '../admin.generated';
import { ScrollRegion } from '../scroll-region';
import { useAdminSearch } from '../use-admin-search';
import { SettingLine } from './setting-line';
import { matching, settingRows } from './setting-rows';

const Settings = ({ processes }: { processes: AdminSettingsQuery['getServices'] }) => {
  const { t } = useTranslation('admin');
  const [{ q = '' }, change] = useAdminSearch();
  const [isDifferent, setDifferent] = useState(false);
  const all = useMemo(() => settingRows(processes), [processes]);
  const rows = useMemo(
    () => matching(all, q).filter(({ values }) => !isDifferent || values.length > 1),
    [all, q, isDifferent],
  );
  return (
    <>
      <Group>
        <SearchField
          value={q}
          label={t('settings.search')}
          onChange={(words) => change({ q: words || undefined })}
        />
        <Switch
          label={t('settings.different')}
          checked={isDifferent}
          onChange={(event) => setDifferent(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed" role="status">
          {t('settings.count', { count: rows.length })}
        </Text>
      </Group>
      {rows.length === 0 ? (
        <EmptyState icon={IconSearchOff} title={t('settings.none')}>
          {t('settings.noneText')}
        </EmptyState>
      ) : (
        <ScrollRegion label={t('tab.settings')}>
          <Table miw={560} layout="fixed" aria-label={t('tab.settings')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w="40%">{t('settings.name')}</Table.Th>
                <Table.Th>{t('settings.value')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <SettingLine {...row} key={row.name} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollRegion>
      )}
    </>
  );
};

/** What the services were started with; secrets are covered before they leave the process. */
export const SettingsTab = () => {
  const { t } = useTranslation(['admin', 'common']);
  const [{ data, error }, ask] = useQuery({ query: AdminSettingsDocument, requestPolicy: 'network-only' });
  return (
    <Stack>
      <Text c="dimmed" maw={760}>
        {t('settings.text')}
      </Text>
      {error && <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />}
      {data && <Settings processes={data.getServices} />}
      {!data && !error && <Skeleton h={240} role="status" aria-label={t('common:loading')} />}
    </Stack>
  );
};
