import type { NodeFactsFragment, UnitNodeUpdateInput, VisibilityLevel } from './node.generated';

/** From the most open to the closest. */
const LEVELS: readonly VisibilityLevel[] = ['PUBLIC', 'INTERNAL', 'PRIVATE'];

/** What a node may be: as close as its Unit, or closer (`docs/protocol/rest-graphql.md 4.3`). */
export const levelsWithin = (unit: VisibilityLevel): readonly VisibilityLevel[] =>
  LEVELS.slice(LEVELS.indexOf(unit));

export interface NodeSettings {
  readonly visibilityLevel: VisibilityLevel;
  readonly isRewritableInput: boolean;
  readonly maxConnections: number;
}

/** Only Inputs can be rewritten by others; the question is not asked of an Output. */
export const updateOf = (
  { type }: Pick<NodeFactsFragment, 'type'>,
  { visibilityLevel, isRewritableInput, maxConnections }: NodeSettings,
): UnitNodeUpdateInput => ({
  visibilityLevel,
  maxConnections,
  isRewritableInput: type === 'INPUT' ? isRewritableInput : null,
});
