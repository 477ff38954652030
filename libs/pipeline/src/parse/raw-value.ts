/** Where a value stands in its document, counted from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A mapping whose values are converted only when asked for, so that nothing unknown is ever expanded. */
export interface RawMapping {
  kind: 'mapping';
  at?: Position;
  /** `undefined` = the key is absent; a present null is a value of kind `null`. */
  get(key: string): RawValue | undefined;
}

/** A value as the document says it, before a field decides what it means. YAML and JSON both end here. */
export type RawValue =
  | RawMapping
  | { kind: 'null'; at?: Position }
  | { kind: 'boolean'; value: boolean; at?: Position }
  /** `exact` is false for a literal beyond 2^53, which a double cannot hold. */
  | { kind: 'integer'; value: number; exact: boolean; at?: Position }
  | { kind: 'float'; value: number; at?: Position }
  | { kind: 'string'; value: string; at?: Position }
  /** An unquoted YAML 1.1 timestamp; only date fields take it. */
  | { kind: 'timestamp'; value: string; at?: Position }
  /** Items are scalars, mappings, or opaque: a list in a list is nothing that a field takes. */
  | { kind: 'list'; items: RawValue[]; at?: Position }
  /** Anything that no field takes. */
  | { kind: 'opaque'; at?: Position };
