import { Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { RelativeTime } from '../../ui/relative-time';
import type { Registry } from './use-registry';

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <Stack gap={0}>
    <Text size="xs" c="dimmed" component="dt">
      {label}
    </Text>
    <Text size="sm" component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  </Stack>
);

/** What there is to know of a registry. */
export const RegistryFacts = ({ registry }: { registry: Registry }) => {
  const { t } = useTranslation('git');
  const format = useFormat();
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 4 }} m={0}>
      <Fact label={t('fact.address')}>
        <Anchor href={registry.repositoryUrl} target="_blank" rel="noreferrer noopener" size="sm">
          <Group gap={4} component="span" display="inline-flex" wrap="nowrap">
            <span>{registry.repositoryUrl}</span>
            <IconExternalLink size={14} aria-hidden style={{ flex: 'none' }} />
          </Group>
        </Anchor>
      </Fact>
      <Fact label={t('platform.label')}>
        {registry.platform === 'GITHUB' ? 'GitHub' : 'GitLab'},{' '}
        {t(registry.isPublicRepository ? 'fact.public' : 'fact.private')}
      </Fact>
      <Fact label={t('column.size')}>{format.bytes(registry.localRepositorySize)}</Fact>
      <Fact label={t('column.synced')}>
        {registry.syncLastDatetime ? <RelativeTime time={registry.syncLastDatetime} /> : '–'}
      </Fact>
    </SimpleGrid>
  );
};
