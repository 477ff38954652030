import type { VisibilityLevel } from '@unitfleet/contracts';
import type { GrantedResource } from './permission.entity';
import type { ListScope } from './sight';

/** A text to look for anywhere, with what `like` would take for wildcards made plain. */
const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Tables whose changes are counted. */
export type ListSource = 'units' | 'unit_nodes' | 'unit_node_edges' | 'permissions';

/** Conditions of a list and their parameters. The table must have `visibility_level` and `uuid`. */
export class ListFilter {
  readonly parameters: unknown[] = [];
  private readonly conditions: string[] = [];
  private readonly sources: ListSource[];
  /** False when the best plan depends on values: how common a text is, how many keys there are. */
  isSteady = true;
  /** False when the rows change without being counted as changes of the list. */
  isCounted = true;
  /** How many of the parameters belong to conditions. */
  private filtering = 0;
  /** What everybody of the agent's kind sees, and what a permission opens: no row is both. */
  private readonly visible: string[] = [];

  constructor(
    private readonly table: ListSource,
    private readonly alias: string,
    resource: GrantedResource,
    scope: ListScope,
  ) {
    this.sources = [table, 'permissions'];
    // Written out, as the planner knows then how many rows have them; they are words of ours.
    const levelIn = (levels: readonly VisibilityLevel[]): string =>
      `${alias}.visibility_level = any('{${levels.join(',')}}'::text[])`;
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

  /** A condition on what changes too often to note each change. */
  andPassing(condition: string, ...values: unknown[]): this {
    this.isSteady = false;
    this.isCounted = false;
    return this.and(condition, ...values);
  }

  /** Every word must be in one of the columns, whatever its case (`docs/protocol/rest-graphql.md 2`). */
  andSearch(text: string | null | undefined, columns: readonly string[]): this {
    for (const word of (text ?? '').split(/\s+/).filter(Boolean)) {
      const parts = columns.map((column) => `${this.alias}.${column} ilike ?`);
      this.isSteady = false;
      this.and(`(${parts.join(' or ')})`, ...columns.map(() => anywhere(word)));
    }
    return this;
  }

  /** One of these keys; none filters nothing. */
  andAnyOf(column: string, uuids: readonly string[]): this {
    if (uuids.length === 0) return this;
    this.isSteady = false;
    return this.and(`${this.alias}.${column} = any(?::uuid[])`, uuids);
  }

  /** A condition that asks other tables, too. */
  andFrom(sources: readonly ListSource[], condition: string, ...values: unknown[]): this {
    this.sources.push(...sources);
    return this.and(condition, ...values);
  }

  /** A value as a parameter of the page's statement, which decides about no row. */
  parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  get where(): string {
    return [`(${this.visible.join(' or ')})`, ...this.conditions].join(' and ');
  }

  /** An expression that is the same for as long as nobody changed what this list depends on. */
  get version(): string {
    return `(select coalesce(sum(changes), 0) from list_changes where ${this.isSource})`;
  }

  /** The statement for the number of rows; each way of seeing is counted by its own index. */
  get counting(): { text: string; values: readonly unknown[] } {
    const counts = this.visible.map(
      (visible) =>
        `(select count(*) from ${this.table} ${this.alias} where ${[visible, ...this.conditions].join(' and ')})`,
    );
    const text = `select (${counts.join(' + ')})::int as count, ${this.version} as version,
      (select count(*) from list_changes)::int as pieces`;
    return { text, values: this.parameters.slice(0, this.filtering) };
  }

  private get isSource(): string {
    return `source in (${[...new Set(this.sources)].map((source) => `'${source}'`).join(', ')})`;
  }

  private put(condition: string, values: readonly unknown[]): string {
    let next = 0;
    const text = condition.replaceAll('?', () => `$${this.parameters.push(values[next++])}`);
    this.filtering = this.parameters.length;
    return text;
  }
}
