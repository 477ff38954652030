/**
 * How many partitions each instance is to run: they differ by one at most, and every instance computes the same from
 * the same list.
 *
 * @param instances ids of all live instances, `instance` among them.
 */
export const fairShare = (partitions: number, instances: readonly string[], instance: string): number => {
  const rank = [...instances].sort().indexOf(instance);
  if (rank < 0) return 0;
  const least = Math.floor(partitions / instances.length);
  return rank < partitions % instances.length ? least + 1 : least;
};
