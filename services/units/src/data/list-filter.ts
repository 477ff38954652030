import type { GrantedResource } from './permission.entity';
import type { ListScope } from './sight';

/** A text to look for anywhere, with what `like` would take for wildcards made plain. */
const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Conditions of a list and their parameters. The table must have `visibility_level` and `uuid`. */
export class ListFilter {
  readonly parameters: unknown[] = [];
  private readonly conditions: string[] = [];
  /** What everybody of the agent's kind sees, and what a permission opens: no row is both. */
  private readonly visible: string[] = [];

  constructor(
    private readonly table: string,
    private readonly alias: string,
    resource: GrantedResource,
    scope: ListScope,
  ) {
    const levelIn = (levels: readonly string[]): string =>
      this.put(`${alias}.visibility_level = any(?::text[])`, [levels]);
    this.visible.push(levelIn(scope.levels));
    if (scope.grantedLevels.length > 0 && scope.holder !== null) {
      const held = this.put(
        `exists (select 1 from permissions held where held.agent_uuid = ? and held.resource_type = ?
           and held.resource_uuid = ${alias}.uuid)`,
        [scope.holder, resource],
      );
      this.visible.push(`(${levelIn(scope.grantedLevels)} and ${held})`);
    }
  }

  /** Adds a condition; each `?` in it stands for a value. */
  and(condition: string, ...values: unknown[]): this {
    this.conditions.push(this.put(condition, values));
    return this;
  }

  /** Every word must be in one of the columns, whatever its case (`docs/protocol/rest-graphql.md 2`). */
  andSearch(text: string | null | undefined, columns: readonly string[]): this {
    for (const word of (text ?? '').split(/\s+/).filter(Boolean)) {
      const parts = columns.map((column) => `${this.alias}.${column} ilike ?`);
      this.and(`(${parts.join(' or ')})`, ...columns.map(() => anywhere(word)));
    }
    return this;
  }

  /** A value as a parameter of the statement. */
  parameter(value: unknown): string {
    return this.put('?', [value]);
  }

  get where(): string {
    return [`(${this.visible.join(' or ')})`, ...this.conditions].join(' and ');
  }

  /** An expression for the number of rows; each way of seeing is counted by its own index. */
  get count(): string {
    const counts = this.visible.map(
      (visible) =>
        `(select count(*) from ${this.table} ${this.alias} where ${[visible, ...this.conditions].join(' and ')})`,
    );
    return `(${counts.join(' + ')})::int`;
  }

  private put(condition: string, values: readonly unknown[]): string {
    let next = 0;
    return condition.replaceAll('?', () => `$${this.parameters.push(values[next++])}`);
  }
}
