import type { Agent, World } from '../world/world';

export type Variables = Readonly<Record<string, unknown>>;

export interface BadVariables {
  readonly name: string;
  /** Laid over the good ones. */
  readonly change: Variables | ((world: World) => Variables | Promise<Variables>);
  /** How the message begins. */
  readonly message: string;
}

/** One operation: variables that must succeed, and some that must be refused and lose nothing. */
export interface GraphqlCase {
  readonly operation: string;
  readonly as: Agent;
  readonly variables?: (world: World) => Variables | Promise<Variables>;
  /** How the message begins where a refusal is the good answer. */
  readonly message?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
  readonly verify?: (value: any, world: World) => void;
  /** Agents that are refused with `NO_ACCESS` although their request is good. */
  readonly refuses: readonly Agent[];
  readonly admits?: readonly Agent[];
  readonly bad: readonly BadVariables[];
}

/** The answer of mutations that have nothing to tell. */
export const NONE = { __typename: 'NoneType', isNone: true };
export const NO_ACCESS = '403: 1: No Access: ';
export const NOT_FOUND = '422: 2: Validation Error: ';
export const UNREADABLE = 'Variable "';

const UNKNOWN = '7f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';

export const badUuids: BadVariables[] = [
  { name: 'no uuid', change: { uuid: 'no-uuid' }, message: UNREADABLE },
  { name: 'null for a uuid', change: { uuid: null }, message: UNREADABLE },
  { name: 'unknown uuid', change: { uuid: UNKNOWN }, message: NOT_FOUND },
];

/** Mistakes of a list's filters; `needed` are those that it cannot do without. */
export const badFilters = (needed: Variables = {}): BadVariables[] => [
  { name: 'a limit beyond the largest', change: { filters: { ...needed, limit: 501 } }, message: '' },
  { name: 'a negative offset', change: { filters: { ...needed, offset: -1 } }, message: '' },
  { name: 'a field that there is not', change: { filters: { ...needed, colour: 1 } }, message: UNREADABLE },
  { name: 'no filters', change: { filters: null }, message: UNREADABLE },
];

export const USERS_ONLY: readonly Agent[] = ['anonymous', 'unit', 'garbage'];
export const CREATOR_ONLY: readonly Agent[] = [...USERS_ONLY, 'stranger', 'admin'];
export const CREATOR_OR_SELF: readonly Agent[] = ['anonymous', 'stranger', 'admin', 'foreignUnit', 'garbage'];
