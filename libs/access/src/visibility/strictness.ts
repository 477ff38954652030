import { DomainError, VisibilityLevel } from '@unitfleet/contracts';

const STRICTNESS = { Public: 0, Internal: 1, Private: 2 } as const satisfies Record<VisibilityLevel, number>;

/** Order of the levels: Public < Internal < Private (`docs/protocol/rest-graphql.md 4.3`). */
export const isStricter = (level: VisibilityLevel, than: VisibilityLevel): boolean =>
  STRICTNESS[level] > STRICTNESS[than];

export const isAsStrictAs = (level: VisibilityLevel, than: VisibilityLevel): boolean =>
  !isStricter(than, level);

/** The stricter of two levels: what a node becomes when its Unit is made stricter. */
export const stricterOf = (one: VisibilityLevel, other: VisibilityLevel): VisibilityLevel =>
  isStricter(one, other) ? one : other;

/** A child may not be looser than its parent (Repo, Unit, UnitNode): Validation (422 code 2). */
export const requireAsStrictAs = (child: VisibilityLevel, parent: VisibilityLevel): void => {
  if (isAsStrictAs(child, parent)) return;
  throw new DomainError(
    'Validation',
    `Visibility ${child} is looser than ${parent}, the level of what it belongs to`,
  );
};
