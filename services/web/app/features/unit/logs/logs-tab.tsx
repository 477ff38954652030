import { Group, Stack, Text } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state';
import { PageLoading } from '../../../ui/page-loading';
import { ProblemNotice } from '../../../ui/problem-notice';
import { CommandButton } from '../command-button';
import { LOG_LEVELS, type LogLevel } from '../unit-search';
import type { UnitTabProps } from '../unit-tabs';
import type { Unit } from '../use-unit';
import { searchLogs } from './log-book';
import { LogDownload } from './log-download';
import { LogFilters } from './log-filters';
import { LogList } from './log-list';
import { useLogBook } from './use-log-book';

const route = getRouteApi('/unit/$uuid');

interface LogBookProps {
  readonly unit: Unit;
  readonly levels: readonly LogLevel[];
  readonly text: string;
}

const LogBook = ({ unit, levels, text }: LogBookProps) => {
  const { t } = useTranslation('unit');
  const book = useLogBook(unit.uuid, levels);
  const shown = useMemo(() => searchLogs(book.entries, text), [book.entries, text]);
  return (
    <>
      <Group gap="sm" justify="space-between">
        <Text size="sm" c="dimmed">
          {text === ''
            ? t('log.loaded', { count: book.entries.length })
            : t('log.found', { count: shown.length, loaded: book.entries.length })}
        </Text>
        <Group gap="xs">
          <LogDownload entries={shown} name={unit.name} />
          <CommandButton unit={unit} command="LOG_SYNC" onSent={book.expectRenewal} />
        </Group>
      </Group>
      {book.error && <ProblemNotice error={book.error} />}
      {!book.isReady && !book.error && <PageLoading />}
      {book.isReady && book.entries.length === 0 && (
        <EmptyState icon={IconNotes} title={t('log.none')}>
          {t(levels.length === LOG_LEVELS.length ? 'log.noneText' : 'log.noneOfLevel')}
        </EmptyState>
      )}
      {book.entries.length > 0 && (
        <LogList
          entries={shown}
          isWhole={book.isWhole}
          isReading={book.isReading}
          onOlder={() => void book.readOlder()}
        />
      )}
    </>
  );
};

/** What the device says, as it says it. */
export const LogsTab = ({ unit }: UnitTabProps) => {
  const { level: levels = LOG_LEVELS, text = '' } = route.useSearch();
  return (
    <Stack gap="sm">
      <LogFilters levels={levels} text={text} />
      <LogBook key={levels.join(' ')} unit={unit} levels={levels} text={text} />
    </Stack>
  );
};
