import { Alert, type AlertProps } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

const READABLE = {
  title: { color: 'var(--mantine-color-text)' },
  icon: { color: 'light-dark(var(--mantine-color-orange-9), var(--mantine-color-yellow-4))' },
};

/** Something to know before going on; nothing is broken yet. Its title is readable on the tint. */
export const Warning = (props: Omit<AlertProps, 'color' | 'variant' | 'styles'>) => (
  <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} styles={READABLE} {...props} />
);
