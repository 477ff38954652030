import { Box, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import type { LinkProps } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { LinkAnchor } from './links';

/** One step of the way to a page. */
export interface Crumb {
  readonly label: string;
  readonly link: LinkProps;
}

interface PageProps {
  readonly title: string;
  /** What it is good for, in a line. */
  readonly description?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** Beside the title: its state. */
  readonly badges?: ReactNode;
  /** At the end of the title's line: what can be done. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

const Way = ({ crumbs }: { crumbs: readonly Crumb[] }) => (
  <Breadcrumbs separatorMargin={6}>
    {crumbs.map(({ label, link }) => (
      <LinkAnchor key={label} {...link} size="sm" c="dimmed">
        {label}
      </LinkAnchor>
    ))}
  </Breadcrumbs>
);

/** The frame of every page: its name, in the window's title too, the way to it and what can be done. */
export const Page = ({ title, description, crumbs, badges, actions, children }: PageProps) => {
  useEffect(() => {
    document.title = `${title} · Unitfleet`;
  }, [title]);
  return (
    <Stack gap="md">
      <Box>
        {crumbs && <Way crumbs={crumbs} />}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Group gap="sm" align="center" miw={0}>
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {badges}
          </Group>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {description && (
          <Text c="dimmed" maw={760}>
            {description}
          </Text>
        )}
      </Box>
      {children}
    </Stack>
  );
};
