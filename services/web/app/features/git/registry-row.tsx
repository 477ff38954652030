import { Badge, Group, Table, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { LinkAnchor } from '../../ui/links';
import { RelativeTime } from '../../ui/relative-time';
import { repositoryPath } from './git-url';
import { RegistryBadge } from './registry-badge';
import { reasonOf } from './sync-advice';
import type { Registry } from './use-registry';

const host = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

/** One registry of the list. */
export const RegistryRow = memo(({ registry }: { registry: Registry }) => {
  const { t } = useTranslation('git');
  const format = useFormat();
  const { uuid, repositoryUrl, isPublicRepository, syncStatus, syncError, syncLastDatetime } = registry;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <LinkAnchor to="/registry/$uuid" params={{ uuid }} style={{ overflowWrap: 'anywhere' }}>
            {repositoryPath(repositoryUrl)}
          </LinkAnchor>
          {!isPublicRepository && (
            <Badge size="sm" variant="light" color="gray" leftSection={<IconLock size={10} aria-hidden />}>
              {t('private.badge')}
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {host(repositoryUrl)}
        </Text>
      </Table.Td>
      <Table.Td>
        <RegistryBadge status={syncStatus} />
        {syncStatus === 'ERROR' && syncError && (
          <Text size="xs" c="dimmed" visibleFrom="sm" lineClamp={2} maw={320}>
            {reasonOf(syncError)}
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm" className="numeric">
        {format.bytes(registry.localRepositorySize)}
      </Table.Td>
      <Table.Td visibleFrom="sm">{syncLastDatetime && <RelativeTime time={syncLastDatetime} />}</Table.Td>
    </Table.Tr>
  );
});
RegistryRow.displayName = 'RegistryRow';
