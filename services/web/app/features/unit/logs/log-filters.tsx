import { Chip, Group } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../../ui/search-field';
import { LOG_LEVELS, type LogLevel } from '../unit-search';

const route = getRouteApi('/unit/$uuid');

interface LogFiltersProps {
  readonly levels: readonly LogLevel[];
  readonly text: string;
}

/** Levels, of which at least one stays, and words; both live in the address. */
export const LogFilters = ({ levels, text }: LogFiltersProps) => {
  const { t } = useTranslation('unit');
  const navigate = route.useNavigate();
  const choose = (chosen: string[]) => {
    if (chosen.length === 0) return;
    const level = chosen.length === LOG_LEVELS.length ? undefined : (chosen as LogLevel[]);
    void navigate({ search: (before) => ({ ...before, level }), replace: true });
  };
  const search = (words: string) =>
    void navigate({ search: (before) => ({ ...before, text: words || undefined }), replace: true });
  return (
    <Group gap="sm">
      <SearchField value={text} label={t('log.search')} onChange={search} />
      <Chip.Group multiple value={[...levels]} onChange={choose}>
        <Group gap={6} role="group" aria-label={t('log.levels')}>
          {LOG_LEVELS.map((level) => (
            <Chip key={level} value={level} size="xs">
              {t(`log.level.${level}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Group>
  );
};
