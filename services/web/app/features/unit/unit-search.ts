/** Parts of a Unit's page; what is not said to be for everybody is for its owner. */
export const UNIT_TABS = [
  'overview',
  'version',
  'logs',
  'env',
  'schema',
  'storage',
  'firmware',
  'permissions',
  'settings',
] as const;

export type UnitTab = (typeof UNIT_TABS)[number];

export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What of a Unit's page is in its address. */
export interface UnitSearch {
  /** The first part when missing. */
  readonly tab?: UnitTab;
  /** Levels of the log that are shown; all when missing. */
  readonly level?: readonly LogLevel[];
  /** Text looked for in the log. */
  readonly text?: string;
}

const isTab = (value: unknown): value is UnitTab => UNIT_TABS.includes(value as UnitTab);

const levelsOf = (value: unknown): readonly LogLevel[] => {
  const wanted = [value].flat();
  const levels = LOG_LEVELS.filter((level) => wanted.includes(level));
  return levels.length === LOG_LEVELS.length ? [] : levels;
};

/** Reads the address; what makes no sense is left out. */
export const readUnitSearch = (search: Record<string, unknown>): UnitSearch => {
  const { tab, text } = search;
  const level = levelsOf(search['level']);
  return {
    ...(isTab(tab) && tab !== 'overview' && { tab }),
    ...(level.length > 0 && { level }),
    // A search for digits alone arrives as a number.
    ...((typeof text === 'string' || typeof text === 'number') && text !== '' && { text: String(text) }),
  };
};
