import { Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LinkAnchor } from '../../ui/links';

interface HomeListProps {
  readonly title: string;
  /** Where all of them are. */
  readonly all: { readonly label: string; readonly link: LinkProps };
  readonly isLoading: boolean;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}

/** A few of many, and the way to the others. */
export const HomeList = ({ title, all, isLoading, empty, children }: HomeListProps) => (
  <Card withBorder component="section" aria-label={title}>
    <Group justify="space-between" mb="xs">
      <Title order={2} size="h4">
        {title}
      </Title>
      <LinkAnchor {...all.link} size="sm">
        {all.label}
      </LinkAnchor>
    </Group>
    {isLoading && <Skeleton h={90} />}
    {!isLoading && children.length === 0 && (
      <Text size="sm" c="dimmed">
        {empty}
      </Text>
    )}
    <Stack gap={6}>{children}</Stack>
  </Card>
);
