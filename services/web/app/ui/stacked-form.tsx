import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

interface StackedFormProps {
  /** What it is, where nothing beside it says so. */
  readonly label?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** Fields one below the other, sent by the Enter key too; what is wrong is said at the fields, in the page's language. */
export const StackedForm = ({ label, onSubmit, children }: StackedFormProps) => (
  <form
    noValidate
    aria-label={label}
    style={{ maxWidth: 640 }}
    onSubmit={(event) => {
      event.preventDefault();
      onSubmit();
    }}
  >
    <Stack>{children}</Stack>
  </form>
);
