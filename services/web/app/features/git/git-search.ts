export const REGISTRY_TABS = ['commits', 'repos', 'credentials'] as const;
export type RegistryTab = (typeof REGISTRY_TABS)[number];

export const REPO_TABS = ['versions', 'units', 'settings', 'permissions'] as const;
export type RepoTab = (typeof REPO_TABS)[number];

export interface RegistriesSearch {
  readonly q?: string;
  /** Public or private ones only. */
  readonly kind?: 'public' | 'private';
  /** The form for a new one is open. */
  readonly new?: true;
}

export interface RegistrySearch {
  readonly tab?: RegistryTab;
  readonly branch?: string;
  readonly tags?: true;
  readonly new?: true;
}

export interface ReposSearch {
  readonly q?: string;
  readonly mine?: true;
  /** Those that update themselves, or those that do not. */
  readonly auto?: boolean;
  readonly new?: true;
}

export interface RepoSearch {
  readonly tab?: RepoTab;
}

type Search = Record<string, unknown>;

const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

const yes = (value: unknown): true | undefined => (value === true ? true : undefined);

/** Words of digits arrive as a number. */
const words = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

const known = <Read extends object>(read: Read): Read =>
  Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as Read;

/** What these pages show, as their addresses say it; what makes no sense is left out. */
export const readRegistriesSearch = (search: Search): RegistriesSearch =>
  known({
    q: words(search['q']),
    kind: oneOf(['public', 'private'], search['kind']),
    new: yes(search['new']),
  });

export const readRegistrySearch = (search: Search): RegistrySearch =>
  known({
    tab: oneOf(REGISTRY_TABS, search['tab']),
    branch: words(search['branch']),
    tags: yes(search['tags']),
    new: yes(search['new']),
  });

export const readReposSearch = (search: Search): ReposSearch =>
  known({
    q: words(search['q']),
    mine: yes(search['mine']),
    auto: typeof search['auto'] === 'boolean' ? search['auto'] : undefined,
    new: yes(search['new']),
  });

export const readRepoSearch = (search: Search): RepoSearch => known({ tab: oneOf(REPO_TABS, search['tab']) });
