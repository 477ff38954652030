/** Parts of the administration. */
export const ADMIN_TABS = [
  'health',
  'jobs',
  'streams',
  'letters',
  'broker',
  'users',
  'settings',
  'update',
] as const;

export type AdminTab = (typeof ADMIN_TABS)[number];

export const ROLES = ['ADMIN', 'USER'] as const;
export const STATUSES = ['VERIFIED', 'UNVERIFIED', 'BLOCKED'] as const;

/** What of the administration is in its address; words and pages are those of the open part. */
export interface AdminSearch {
  /** Health when missing. */
  readonly tab?: AdminTab;
  /** Text looked for. */
  readonly q?: string;
  /** From 2 on. */
  readonly page?: number;
  readonly role?: (typeof ROLES)[number];
  readonly status?: (typeof STATUSES)[number];
  /** Whose dead letters. */
  readonly consumer?: string;
  /** The dead letter behind which the list begins. */
  readonly before?: string;
}

const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

/** Digits alone arrive as a number. */
const text = (value: unknown): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return String(value) || undefined;
};

const page = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) > 1 ? (value as number) : undefined;

/** Reads an address, whoever wrote it: what it does not know is left out. */
export const readAdminSearch = (search: Record<string, unknown>): AdminSearch => {
  const tab = oneOf(ADMIN_TABS, search['tab']);
  const read: AdminSearch = {
    tab: tab === 'health' ? undefined : tab,
    q: text(search['q']),
    page: page(search['page']),
    role: oneOf(ROLES, search['role']),
    status: oneOf(STATUSES, search['status']),
    consumer: text(search['consumer']),
    before: text(search['before']),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
};
