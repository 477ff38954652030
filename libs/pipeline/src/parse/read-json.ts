import { RawValue } from './raw-value';

function toRawValue(value: unknown): RawValue {
  if (value === null || value === undefined) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { kind: 'integer', value, exact: true } : { kind: 'float', value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(toRawItem) };
  if (typeof value !== 'object') return { kind: 'opaque' };
  const entries = value as Record<string, unknown>;
  return {
    kind: 'mapping',
    get: (key) => (Object.hasOwn(entries, key) ? toRawValue(entries[key]) : undefined),
  };
}

/** A list in a list is nothing that a field takes, and is not converted. */
function toRawItem(item: unknown): RawValue {
  return Array.isArray(item) ? { kind: 'opaque' } : toRawValue(item);
}

/** Reads JSON text; `undefined` = not JSON. */
export function readJson(json: string): RawValue | undefined {
  try {
    return toRawValue(JSON.parse(json));
  } catch {
    return undefined;
  }
}
