import { SimpleGrid, Skeleton, Text, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCpu,
  IconPlugConnected,
  IconPlugConnectedX,
  IconRefresh,
  IconVersions,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { withoutFilters, type FleetSearch } from './fleet-search';
import type { FleetSummary } from './use-fleet-summary';
import classes from './summary-tiles.module.css';

type Count = Exclude<keyof FleetSummary, 'neverSeen'>;

interface Tile {
  readonly count: Count;
  readonly icon: Icon;
  readonly tone: string;
  /** What the table shows when the tile is pressed; absent for the tile of everything. */
  readonly filter?: FleetSearch;
}

const TILES: readonly Tile[] = [
  { count: 'units', icon: IconCpu, tone: 'plain' },
  { count: 'online', icon: IconPlugConnected, tone: 'good', filter: { online: true } },
  { count: 'offline', icon: IconPlugConnectedX, tone: 'quiet', filter: { online: false } },
  { count: 'outdated', icon: IconVersions, tone: 'warn', filter: { outdated: true } },
  { count: 'updating', icon: IconRefresh, tone: 'busy', filter: { status: 'updating' } },
  { count: 'updateErrors', icon: IconAlertTriangle, tone: 'bad', filter: { status: 'error' } },
];

const STATES = ['online', 'status', 'outdated'] as const;

const isPressed = (search: FleetSearch, filter: FleetSearch | undefined): boolean =>
  STATES.every((name) => search[name] === filter?.[name]);

/** The other filters stay; pressed once more, a tile lets go. */
const pressed = (search: FleetSearch, { filter }: Tile): FleetSearch => ({
  ...(filter ? search : withoutFilters(search)),
  online: undefined,
  status: undefined,
  outdated: undefined,
  ...(isPressed(search, filter) ? {} : filter),
});

interface SummaryTilesProps {
  readonly summary: FleetSummary | undefined;
  readonly search: FleetSearch;
  readonly onChange: (search: FleetSearch) => void;
}

/** The fleet in numbers; each number narrows the page to what it counts. */
export const SummaryTiles = ({ summary, search, onChange }: SummaryTilesProps) => {
  const { t } = useTranslation('fleet');
  const { number } = useFormat();
  return (
    <SimpleGrid cols={{ base: 3, md: 6 }} spacing="xs" role="group" aria-label={t('summary.label')}>
      {TILES.map((tile) => (
        <UnstyledButton
          key={tile.count}
          className={`${classes.tile} ${classes[tile.tone]}`}
          aria-pressed={isPressed(search, tile.filter)}
          onClick={() => onChange(pressed(search, tile))}
        >
          <span className={classes.head}>
            <tile.icon size={16} aria-hidden />
            <Text component="span" size="xs" truncate>
              {t(`summary.${tile.count}`)}
            </Text>
          </span>
          {summary ? (
            <span className={classes.count}>{number(summary[tile.count])}</span>
          ) : (
            <Skeleton h={24} w={48} my={4} />
          )}
          <Text component="span" size="xs" c="dimmed" truncate className={classes.foot}>
            {tile.count === 'offline' && summary && summary.neverSeen > 0
              ? t('summary.neverSeen', { count: summary.neverSeen })
              : '\u00a0'}
          </Text>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  );
};
