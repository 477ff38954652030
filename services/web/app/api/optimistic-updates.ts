import type { Cache, DataFields, OptimisticMutationResolver, Variables } from '@urql/exchange-graphcache';

interface Change {
  readonly type: string;
  /** The argument that carries the wish. */
  readonly wish: string;
  /** What is as it was asked for whenever the change is made. */
  readonly certain: readonly string[];
}

/**
 * Changes that are seen before the instance has answered; when it refuses, they are taken back. Not among them: what the
 * instance decides or computes (versions, states of updates), what somebody relies on once it is shown (who is blocked,
 * who has access), and the switch of a pipe, which opens and closes an editor.
 */
const CHANGES: Readonly<Record<string, Change>> = {
  updateUnit: { type: 'UnitType', wish: 'unit', certain: ['name', 'visibilityLevel'] },
  updateRepo: { type: 'RepoType', wish: 'repo', certain: ['name', 'visibilityLevel'] },
  updateUnitNode: {
    type: 'UnitNodeType',
    wish: 'unitNode',
    certain: ['visibilityLevel', 'isRewritableInput', 'maxConnections'],
  },
};

const asAsked =
  ({ type, wish, certain }: Change): OptimisticMutationResolver =>
  (args) => {
    const wished = args[wish] as DataFields;
    // Null leaves a field as it is.
    const asked = certain.filter((field) => (wished[field] ?? null) !== null);
    if (asked.length === 0) return null;
    const answer: DataFields = { __typename: type, uuid: String(args.uuid) };
    for (const field of asked) answer[field] = wished[field]!;
    return answer;
  };

const without = (cache: Cache, owner: string, list: string, isGone: (key: string) => boolean): void => {
  const keys = cache.resolve(owner, list);
  if (Array.isArray(keys))
    cache.link(
      owner,
      list,
      (keys as string[]).filter((key) => !isGone(key)),
    );
};

/** What is taken out of lists before the instance has answered. */
const REMOVALS: Readonly<Record<string, (args: Variables, cache: Cache) => void>> = {
  deletePanel: ({ uuid }, cache) => {
    for (const { fieldName, fieldKey } of cache.inspectFields('Query')) {
      const found = fieldName === 'getDashboardPanels' && cache.resolve('Query', fieldKey);
      if (typeof found === 'string')
        without(cache, found, 'panels', (key) => key === `DashboardPanelType:${String(uuid)}`);
    }
  },
  deleteLink: ({ dashboardPanelUuid, unitNodeUuid }, cache) =>
    without(
      cache,
      `DashboardPanelType:${String(dashboardPanelUuid)}`,
      'unitNodesForPanel',
      (key) => cache.resolve(key, 'unitNode') === `UnitNodeType:${String(unitNodeUuid)}`,
    ),
};

/** Takes out of lists what a mutation, unanswered yet, is to remove. */
export const removeAtOnce = (mutation: string, args: Variables, cache: Cache): void =>
  REMOVALS[mutation]?.(args, cache);

/** The answers that mutations are taken to have until the instance gives its own. */
export const OPTIMISTIC_ANSWERS: Record<string, OptimisticMutationResolver> = {
  ...Object.fromEntries(Object.entries(CHANGES).map(([mutation, change]) => [mutation, asAsked(change)])),
  ...Object.fromEntries(
    Object.keys(REMOVALS).map((mutation) => [mutation, () => ({ __typename: 'NoneType', isNone: true })]),
  ),
};
