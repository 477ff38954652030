import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../../../ui/save-file';
import { logsAsText, type LogEntry } from './log-book';

/** What is shown, as a file. */
export const LogDownload = ({ entries, name }: { entries: readonly LogEntry[]; name: string }) => {
  const { t } = useTranslation('unit');
  return (
    <Button
      variant="default"
      disabled={entries.length === 0}
      leftSection={<IconDownload size={16} aria-hidden />}
      onClick={() => saveFile(new Blob([logsAsText(entries)], { type: 'text/plain' }), `${name}.log.txt`)}
    >
      {t('log.download')}
    </Button>
  );
};
