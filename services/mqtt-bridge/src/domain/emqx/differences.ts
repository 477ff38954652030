import type { Json, JsonObject } from './wanted-configuration';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const UNIT_BYTES: Readonly<Record<string, number>> = { b: 1, kb: 1_024, mb: 1_048_576, gb: 1_073_741_824 };

const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/i;
const SIZE = /^(\d+(?:\.\d+)?)(b|kb|mb|gb)$/i;
const RATE = /^(\d+(?:\.\d+)?)(b|kb|mb|gb)?\/(\d*)(ms|s|m|h|d)$/i;

/** EMQX writes the same quantity in several ways: `600s` is `10m`, `1024KB` is `1MB`, `30/1s` is `30/s`. */
const quantity = (text: string): string => {
  if (DURATION.test(text)) {
    const parts = [...text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
    return `${parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNIT_MS[unit!]!, 0)} ms`;
  }
  const size = SIZE.exec(text);
  if (size) return `${Number(size[1]) * UNIT_BYTES[size[2]!.toLowerCase()]!} bytes`;
  const rate = RATE.exec(text);
  if (!rate) return text;
  const amount = Number(rate[1]) * UNIT_BYTES[rate[2]?.toLowerCase() ?? 'b']!;
  return `${amount / (Number(rate[3] || 1) * UNIT_MS[rate[4]!.toLowerCase()]!)} per ms`;
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (wanted: Json, actual: Json | undefined): boolean => {
  if (typeof wanted === 'string' && typeof actual === 'string') return quantity(wanted) === quantity(actual);
  return JSON.stringify(wanted) === JSON.stringify(actual);
};

/** Paths (`mqtt.max_inflight`) at which `actual` has something else than wanted; what nobody wants may be anything. */
export const differences = (wanted: JsonObject, actual: JsonObject, path = ''): string[] =>
  Object.entries(wanted).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    const found = actual[key];
    if (isObject(value)) return differences(value, isObject(found) ? found : {}, here);
    return isSame(value, found) ? [] : [here];
  });

/** `actual` with everything that is wanted. */
export const merged = (actual: JsonObject, wanted: JsonObject): JsonObject => ({
  ...actual,
  ...Object.fromEntries(
    Object.entries(wanted).map(([key, value]) => {
      const found = actual[key];
      return [key, isObject(value) && isObject(found) ? merged(found, value) : value];
    }),
  ),
});
