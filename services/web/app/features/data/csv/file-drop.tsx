import { Button, FileButton, Paper, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface FileDropProps {
  readonly file: File | null;
  readonly isDisabled: boolean;
  readonly onFile: (file: File) => void;
}

/** Where a file is dropped, or chosen. */
export const FileDrop = ({ file, isDisabled, onFile }: FileDropProps) => {
  const { t } = useTranslation('data');
  const [isOver, setOver] = useState(false);
  const take = (given: File | null | undefined) => {
    if (given && !isDisabled) onFile(given);
  };
  return (
    <Paper
      withBorder
      p="md"
      style={{
        borderStyle: 'dashed',
        borderColor: isOver ? 'var(--mantine-primary-color-filled)' : undefined,
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <Stack align="center" gap="xs">
        <IconFileTypeCsv size={32} aria-hidden />
        <Text size="sm">{file ? file.name : t('csv.drop')}</Text>
        <FileButton
          accept=".csv,text/csv"
          onChange={take}
          disabled={isDisabled}
          inputProps={{ 'aria-label': t('csv.file') }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="light">
              {t(file ? 'csv.other' : 'csv.choose')}
            </Button>
          )}
        </FileButton>
      </Stack>
    </Paper>
  );
};
