/** Ranges that end now, by their names in the address of a page; `all` is everything that is kept. */
export const PRESETS = ['1h', '24h', '7d', '30d', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** A piece of history: up to now, or between two points in time (unix ms). */
export type TimeRange = Preset | { readonly fromMs: number; readonly toMs: number };

const SECOND = 1_000;
const HOUR = 3_600_000;
const SPANS: Readonly<Record<Preset, number | null>> = {
  '1h': HOUR,
  '24h': 24 * HOUR,
  '7d': 168 * HOUR,
  '30d': 720 * HOUR,
  all: null,
};
/** What a chart can be zoomed into. */
const SHORTEST_MS = SECOND;

export const isPreset = (range: TimeRange): range is Preset => typeof range === 'string';

/** How long it is; `null` for everything. */
export const spanOf = (range: TimeRange): number | null =>
  isPreset(range) ? SPANS[range] : range.toMs - range.fromMs;

/** Filters of the API for it; relative ones by the clock of the instance. */
export const boundsOf = (range: TimeRange) => {
  if (range === 'all') return {};
  if (isPreset(range)) return { relativeTime: range };
  return {
    startCreateDatetime: new Date(range.fromMs).toISOString(),
    endCreateDatetime: new Date(range.toMs).toISOString(),
  };
};

const wholeSeconds = (fromMs: number, toMs: number): TimeRange => {
  const middle = (fromMs + toMs) / 2;
  const half = Math.max(SHORTEST_MS, toMs - fromMs) / 2;
  return { fromMs: Math.round(middle - half), toMs: Math.round(middle + half) };
};

/** Between two points in time, never shorter than a second. */
export const between = (fromMs: number, toMs: number): TimeRange => wholeSeconds(fromMs, toMs);

/** `factor` times as long, around the same middle; below 1 = closer. */
export const zoomed = (window: { fromMs: number; toMs: number }, factor: number): TimeRange => {
  const middle = (window.fromMs + window.toMs) / 2;
  const half = ((window.toMs - window.fromMs) / 2) * factor;
  return wholeSeconds(middle - half, middle + half);
};

/** As long, half of it earlier (-1) or later (1). */
export const moved = (window: { fromMs: number; toMs: number }, direction: -1 | 1): TimeRange => {
  const step = ((window.toMs - window.fromMs) / 2) * direction;
  return wholeSeconds(window.fromMs + step, window.toMs + step);
};

const BETWEEN = /^(\d{1,14})-(\d{1,14})$/;

/** The shortest range that ends now and is as long. */
export const presetFor = (spanMs: number): Preset =>
  PRESETS.find((preset) => (SPANS[preset] ?? Infinity) >= spanMs) ?? 'all';

/** As it stands in an address. */
export const writeRange = (range: TimeRange): string =>
  isPreset(range) ? range : `${range.fromMs}-${range.toMs}`;

/** Reads what {@link writeRange} wrote; `undefined` for anything else. */
export const readRange = (text: unknown): TimeRange | undefined => {
  if (typeof text !== 'string') return undefined;
  const preset = PRESETS.find((each) => each === text);
  if (preset) return preset;
  const [, from, to] = BETWEEN.exec(text) ?? [];
  return from && to && Number(from) < Number(to) ? between(Number(from), Number(to)) : undefined;
};
