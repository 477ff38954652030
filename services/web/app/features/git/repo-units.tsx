import { Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconCpu } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery, useSubscription } from 'urql';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { LinkAnchor, LinkButton } from '../../ui/links';
import { ProblemNotice } from '../../ui/problem-notice';
import { OnlineBadge, UpdateBadge, VersionBadge } from '../../ui/unit-badges';
import { RepoUnitsDocument, RepoUnitUpdatesDocument } from './git.generated';
import type { Repo } from './repo-row';

const SHOWN = 50;

/** Units of a Repo that changed last; the rest is in the fleet. Updates are followed live. */
export const RepoUnits = ({ repo }: { repo: Repo }) => {
  const { t } = useTranslation(['git', 'common']);
  const { user } = useSession();
  const filters = { repoUuid: repo.uuid, limit: SHOWN, offset: 0 };
  const [{ data, error }, ask] = useQuery({ query: RepoUnitsDocument, variables: { filters } });
  const list = data?.getUnits;
  const key = (list?.units ?? []).map(({ uuid }) => uuid).join();
  const variables = useMemo(() => ({ uuids: key.split(',') }), [key]);
  useSubscription({ query: RepoUnitUpdatesDocument, variables, pause: key === '' });
  const add = user && (
    <LinkButton
      to="/start"
      search={{ step: 'unit', registry: repo.repositoryRegistryUuid, repo: repo.uuid }}
      variant="default"
    >
      {t('units.add')}
    </LinkButton>
  );
  if (!list)
    return error ? (
      <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
    ) : (
      <Skeleton h={160} role="status" aria-label={t('common:loading')} />
    );
  if (list.count === 0)
    return (
      <EmptyState icon={IconCpu} title={t('units.none.title')} action={add}>
        {t('units.none.text')}
      </EmptyState>
    );
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t('units.count', { count: list.count })}{' '}
          <LinkAnchor to="/fleet" search={{ repo: repo.uuid }} inherit underline="always">
            {t('units.inFleet')}
          </LinkAnchor>
        </Text>
        {add}
      </Group>
      <Table aria-label={t('units.title')}>
        <Table.Tbody>
          {list.units.map((unit) => (
            <Table.Tr key={unit.uuid}>
              <Table.Td>
                <LinkAnchor to="/unit/$uuid" params={{ uuid: unit.uuid }}>
                  {unit.name}
                </LinkAnchor>
              </Table.Td>
              <Table.Td>
                <Group gap={6}>
                  <OnlineBadge isOnline={unit.isOnline} lastSeenDatetime={unit.lastSeenDatetime} />
                  <VersionBadge
                    current={unit.currentCommitVersion}
                    target={unit.targetCommit}
                    isOutdated={unit.isOutdated}
                  />
                  <UpdateBadge status={unit.firmwareUpdateStatus} error={unit.firmwareUpdateError} />
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
};
