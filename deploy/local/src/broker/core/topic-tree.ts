interface TreeNode<T> {
  readonly children: Map<string, TreeNode<T>>;
  readonly values: Set<T>;
}

const createNode = <T>(): TreeNode<T> => ({ children: new Map(), values: new Set() });

/** Filters and what is registered under them, found by topic. */
export class TopicTree<T> {
  private readonly root = createNode<T>();

  add(filter: string, value: T): void {
    let node = this.root;
    for (const level of filter.split('/')) {
      let next = node.children.get(level);
      if (!next) node.children.set(level, (next = createNode()));
      node = next;
    }
    node.values.add(value);
  }

  remove(filter: string, value: T): void {
    this.removeFrom(this.root, filter.split('/'), 0, value);
  }

  /** Everything whose filter matches; wildcards at the first level do not match `$`-topics. */
  match(topic: string): T[] {
    const found: T[] = [];
    this.collect(this.root, topic.split('/'), 0, found);
    return found;
  }

  private collect(node: TreeNode<T>, levels: string[], depth: number, found: T[]): void {
    const wildcards = depth > 0 || !levels[0]?.startsWith('$');
    // `a/#` matches `a` too.
    if (wildcards) for (const value of node.children.get('#')?.values ?? []) found.push(value);
    const level = levels[depth];
    if (level === undefined) {
      for (const value of node.values) found.push(value);
      return;
    }
    const exact = node.children.get(level);
    if (exact) this.collect(exact, levels, depth + 1, found);
    const any = wildcards ? node.children.get('+') : undefined;
    if (any) this.collect(any, levels, depth + 1, found);
  }

  private removeFrom(node: TreeNode<T>, levels: string[], depth: number, value: T): boolean {
    const level = levels[depth];
    if (level === undefined) {
      node.values.delete(value);
    } else {
      const child = node.children.get(level);
      if (child && this.removeFrom(child, levels, depth + 1, value)) node.children.delete(level);
    }
    return node.values.size === 0 && node.children.size === 0;
  }
}
