import { DOCUMENT_FIELDS, WINDOW_SIZES, type Field } from './fields';
import type { Place } from './place';

/** One thing that may be written at a place. */
export interface Option {
  readonly label: string;
  readonly field: Field;
  readonly kind: 'key' | 'word';
  /** The document is wrong without it. */
  readonly isNeeded: boolean;
}

const ALIASES: Readonly<Record<string, string>> = { filtres: 'filters' };

const named = (fields: readonly Field[], name: string): Field | undefined =>
  fields.find((field) => field.name === (ALIASES[name] ?? name));

/** The fields of the mapping, or the field of the value, to which a path leads. */
export const fieldAt = (path: readonly string[]): Field | readonly Field[] | null => {
  let fields: readonly Field[] | undefined = DOCUMENT_FIELDS;
  let field: Field | undefined;
  for (const step of path) {
    if (step === '-') {
      if (!field?.isList) return null;
      if (field.fields) {
        fields = field.fields;
        field = undefined;
      }
      continue;
    }
    field = fields && named(fields, step);
    if (!field) return null;
    fields = field.isList ? undefined : field.fields;
  }
  return field && !(field.fields && !field.isList) ? field : (fields ?? null);
};

const isMapping = (found: Field | readonly Field[]): found is readonly Field[] => Array.isArray(found);

const isNeeded = ({ need }: Field, siblings: Place['siblings']): boolean =>
  need === 'always' || (need !== undefined && need.words.includes(siblings.get(need.field) ?? ''));

const keysOf = (fields: readonly Field[], { siblings }: Place): Option[] =>
  fields
    .filter(({ name }) => !siblings.has(name))
    .map((field) => ({ label: field.name, field, kind: 'key', isNeeded: isNeeded(field, siblings) }));

const wordsOf = (field: Field): Option[] =>
  (field.words ?? (field.hasWindowSizes ? WINDOW_SIZES : [])).map((label) => ({
    label,
    field,
    kind: 'word',
    isNeeded: false,
  }));

/** What may be written at a place. */
export const optionsAt = (place: Place): readonly Option[] => {
  const found = fieldAt(place.path);
  if (!found) return [];
  if (!isMapping(found)) return found.fields ? [] : wordsOf(found);
  return place.kind === 'key' ? keysOf(found, place) : [];
};

/** What a word of the document is: a key, or a value of a field. */
export const meaningOf = (place: Place, word: string): { field: Field; word?: string } | null => {
  const found = fieldAt(place.path);
  if (!found) return null;
  if (!isMapping(found)) return { field: found, word };
  const field = place.kind === 'key' ? named(found, word) : undefined;
  if (field) return { field };
  const parent = place.path.at(-1);
  const own = parent === undefined || parent === '-' ? null : fieldAt(place.path.slice(0, -1));
  const outer = own && isMapping(own) && parent ? named(own, parent) : undefined;
  return outer ? { field: outer } : null;
};
