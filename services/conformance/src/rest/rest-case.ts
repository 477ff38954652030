import type { RestAnswer, RestRequest } from '@unitfleet/testing-fleet';
import type { Agent, World } from '../world/world';

/** A request of an endpoint, with what stands for the `{...}` of its path. */
export interface EndpointRequest extends RestRequest {
  readonly path?: Readonly<Record<string, string>>;
}

/** What a refusal looks like: status, and how `detail` begins; `list` is the form for what cannot be read. */
export interface Refusal {
  readonly status: number;
  readonly detail: string | 'list';
}

export interface BadCall {
  readonly name: string;
  /** Laid over the good request. */
  readonly change: EndpointRequest | ((world: World) => EndpointRequest | Promise<EndpointRequest>);
  readonly refusal: Refusal;
}

/** One endpoint: a call that must succeed, and calls that must be refused and lose nothing. */
export interface RestCase {
  /** `<method> <path>` below the API's prefix, as the API document has it. */
  readonly endpoint: string;
  readonly as: Agent;
  readonly request?: (world: World) => EndpointRequest | Promise<EndpointRequest>;
  /** Of the good call; 200 unless given. */
  readonly status?: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
  readonly verify?: (answer: RestAnswer<any>, world: World) => void | Promise<void>;
  /** Agents that are refused although their request is good, and how; `anonymous` and a foreign one at least. */
  readonly refuses: Readonly<Partial<Record<Agent, Refusal>>>;
  /** Agents other than `as` that are let in: where an endpoint is open to them, that is checked too. */
  readonly admits?: readonly Agent[];
  readonly bad: readonly BadCall[];
}

export const NO_ACCESS: Refusal = { status: 403, detail: '403: 1: No Access: ' };
export const UNREADABLE: Refusal = { status: 422, detail: 'list' };
export const refused = (code: number, label: string): Refusal => ({
  status: 422,
  detail: `422: ${code}: ${label}: `,
});
export const NOT_FOUND = refused(2, 'Validation Error');

const UNKNOWN = '7f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';

/** The two mistakes that every endpoint about one thing can be given. */
export const badUuids = (key = 'uuid'): BadCall[] => [
  { name: 'no uuid', change: { path: { [key]: 'no-uuid' } }, refusal: UNREADABLE },
  { name: 'unknown uuid', change: { path: { [key]: UNKNOWN } }, refusal: NOT_FOUND },
];
export const badQueryUuid = (key = 'uuid'): BadCall[] => [
  { name: 'no uuid', change: { query: { [key]: 'no-uuid' } }, refusal: UNREADABLE },
];
export const badPages: BadCall[] = [
  {
    name: 'a limit beyond the largest',
    change: { query: { limit: '501' } },
    refusal: { status: 422, detail: '' },
  },
  { name: 'an offset that is no number', change: { query: { offset: 'x' } }, refusal: UNREADABLE },
];
/** A body that is no JSON, and one of the wrong type. */
export const badBodies: BadCall[] = [
  {
    name: 'broken JSON',
    change: { json: undefined, raw: { content: '{"', type: 'application/json' } },
    refusal: UNREADABLE,
  },
  { name: 'a list for an object', change: { json: [] }, refusal: UNREADABLE },
];
/** Nobody but users. */
export const USERS_ONLY = { anonymous: NO_ACCESS, unit: NO_ACCESS, garbage: NO_ACCESS } as const;
/** Nobody but the creator: the anonymous agent, somebody without rights, and an Admin too. */
export const CREATOR_ONLY = { ...USERS_ONLY, stranger: NO_ACCESS, admin: NO_ACCESS } as const;
/** Nobody but the creator and the Unit itself, or whose node it is. */
export const CREATOR_OR_SELF = {
  anonymous: NO_ACCESS,
  stranger: NO_ACCESS,
  admin: NO_ACCESS,
  foreignUnit: NO_ACCESS,
  garbage: NO_ACCESS,
} as const;
