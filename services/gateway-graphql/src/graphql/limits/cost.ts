import type { Cost, DocumentPlan, LimitSource } from './document-plan';

/** Length of a list that nobody can set a limit for: nodes of a Unit, links of a panel. */
const USUAL_LENGTH = 10;

const lengthOf = (
  source: LimitSource,
  variables: Readonly<Record<string, unknown>>,
  usual: number,
  longest: number,
): number => {
  if (source === null) return usual;
  let limit: unknown;
  if ('value' in source) limit = source.value;
  else {
    const given = variables[source.variable];
    limit =
      source.field === null ? given : (given as Record<string, unknown> | null | undefined)?.[source.field];
  }
  // None, and 0, mean everything.
  return typeof limit === 'number' && limit > 0 ? Math.min(limit, longest) : usual;
};

/**
 * How many values an operation may answer: each list as long as its `limit` allows, one without a limit as the longest
 * page. Spreads of one fragment are added up once per list around them.
 */
export const estimateCost = (
  plan: DocumentPlan,
  operationName: string | null,
  variables: Readonly<Record<string, unknown>>,
  longestPage: number,
): number => {
  const known = new Map<Cost, Map<number, number>>();
  const add = (cost: Cost, page: number): number => {
    const before = known.get(cost)?.get(page);
    if (before !== undefined) return before;
    const { limit, longest = longestPage } = cost;
    const length = limit === undefined ? page : lengthOf(limit, variables, longestPage, longest);
    let sum = 0;
    for (const part of cost.parts) sum += add(part, length);
    const times = cost.times === 'page' ? length : cost.times === 'usual' ? USUAL_LENGTH : 1;
    const result = cost.own + sum * times;
    if (cost.parts.length > 0) {
      const byPage = known.get(cost) ?? new Map<number, number>();
      known.set(cost, byPage.set(page, result));
    }
    return result;
  };
  const root = operationName === null ? plan.costs.values().next().value : plan.costs.get(operationName);
  return root ? add(root, longestPage) : 0;
};
