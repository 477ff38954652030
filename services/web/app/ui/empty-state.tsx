import { Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** What belongs here, and how it comes here. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Where nothing is yet: says what would be here and how to begin. */
export const EmptyState = ({ icon: Picture, title, children, action }: EmptyStateProps) => (
  <Paper withBorder p="xl">
    <Stack align="center" gap="sm" maw={520} mx="auto" ta="center">
      <ThemeIcon size={52} radius="xl" variant="light">
        <Picture size={28} aria-hidden />
      </ThemeIcon>
      <Title order={2}>{title}</Title>
      <Text c="dimmed">{children}</Text>
      {action}
    </Stack>
  </Paper>
);
