import { Box } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that is wider than a phone: it scrolls by itself, by the arrow keys too. What is hidden in it does not widen the page. */
export const ScrollRegion = ({ label, children }: { label: string; children: ReactNode }) => (
  <Box role="region" aria-label={label} tabIndex={0} pos="relative" style={{ overflowX: 'auto' }}>
    {children}
  </Box>
);
