import { randomUUID } from 'node:crypto';
import type { LiveImport } from '@unitfleet/contracts';
import { HeardImports } from './heard-imports';

describe('imports that were heard of', () => {
  const nodeUuid = randomUUID();
  const told = (pipeline: string | null, rows = 0): LiveImport => ({
    nodeUuid,
    pipeline,
    status: 'Running',
    rows,
    bytes: 0,
    error: null,
  });

  it('are the newest of each pipeline of a node', () => {
    const heard = new HeardImports();
    for (const progress of [told(null), told('a'), told(null, 5)]) heard.take(progress);
    expect(heard.of(nodeUuid)).toEqual([told(null, 5), told('a')]);
    expect(heard.of(randomUUID())).toEqual([]);
    heard.forget();
    expect(heard.of(nodeUuid)).toEqual([]);
  });

  it('are bounded, however many names somebody tries', () => {
    const heard = new HeardImports();
    for (let index = 0; index < 1_000; index += 1) heard.take(told(`name-${index}`));
    expect(heard.of(nodeUuid).length).toBeLessThan(100);
    expect(heard.of(nodeUuid).at(-1)).toEqual(told('name-999'));
  });
});
