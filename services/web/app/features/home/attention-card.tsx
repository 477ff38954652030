import { Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconFilterExclamation,
  IconGitPullRequestClosed,
  IconPlugConnectedX,
  IconVersions,
  type Icon,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../ui/links';
import type { Concern } from './attention';

const LOOKS: Record<Concern['kind'], { icon: Icon; color: string; link: LinkProps }> = {
  updateErrors: {
    icon: IconAlertTriangle,
    color: 'var(--mantine-color-red-text)',
    link: { to: '/fleet', search: { status: 'error' } },
  },
  syncErrors: {
    icon: IconGitPullRequestClosed,
    color: 'var(--mantine-color-red-text)',
    link: { to: '/registries' },
  },
  dataPipeErrors: {
    icon: IconFilterExclamation,
    color: 'var(--mantine-color-red-text)',
    link: { to: '/unit-nodes', search: { pipe: 'error' } },
  },
  offline: {
    icon: IconPlugConnectedX,
    color: 'var(--mantine-color-orange-text)',
    link: { to: '/fleet', search: { online: false } },
  },
  outdated: {
    icon: IconVersions,
    color: 'var(--mantine-color-orange-text)',
    link: { to: '/fleet', search: { outdated: true } },
  },
  neverSeen: {
    icon: IconCircleDashed,
    color: 'var(--mantine-color-dimmed)',
    link: { to: '/fleet', search: { online: false, sort: 'newest' } },
  },
};

/** What should be looked at, each leading to where it is. */
export const AttentionCard = ({ concerns }: { concerns: readonly Concern[] | null }) => {
  const { t } = useTranslation('home');
  return (
    <Card withBorder component="section" aria-label={t('attention.title')}>
      <Title order={2} size="h4" mb="xs">
        {t('attention.title')}
      </Title>
      {concerns === null && <Skeleton h={60} />}
      {concerns?.length === 0 && (
        <Group gap="xs">
          <IconCircleCheck size={18} color="var(--mantine-color-teal-filled)" aria-hidden />
          <Text size="sm">{t('attention.none')}</Text>
        </Group>
      )}
      <Stack gap={8}>
        {concerns?.map(({ kind, count }) => {
          const { icon: Picture, color, link } = LOOKS[kind];
          return (
            <Group key={kind} gap="xs" wrap="nowrap">
              <Picture size={18} color={color} aria-hidden style={{ flex: 'none' }} />
              <LinkAnchor {...link}>{t(`attention.${kind}`, { count })}</LinkAnchor>
            </Group>
          );
        })}
      </Stack>
    </Card>
  );
};
