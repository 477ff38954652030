import type { Client } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { ThingLoader, type LoadProgress } from './load-things';
import type { Flow, Thing } from './thing';

const COUNTS = {
  getRepositoriesRegistry: 1,
  getRepos: 2,
  getUnits: 1_200,
  getUnitNodes: 2_400,
  getUnitNodeEdges: 700,
};
const LISTS = {
  getRepositoriesRegistry: 'repositoriesRegistry',
  getRepos: 'repos',
  getUnits: 'units',
  getUnitNodes: 'unitNodes',
  getUnitNodeEdges: 'unitNodeEdges',
};
type Query = keyof typeof COUNTS;

const rowOf = (query: Query, index: number) => ({
  uuid: `${query} ${index}`,
  repositoryUrl: 'https://git.test/owner/lamp.git/',
  name: 'lamp',
  topicName: 'output/pepeunit',
  type: 'OUTPUT',
  repositoryRegistryUuid: 'getRepositoriesRegistry 0',
  repoUuid: 'getRepos 0',
  unitUuid: 'getUnits 0',
  nodeOutputUuid: 'getUnitNodes 0',
  nodeInputUuid: 'getUnitNodes 1',
});

const load = async (isOver = (): boolean => false) => {
  const asked: Query[] = [];
  let [open, most] = [0, 0];
  const query = async (
    document: { definitions: { selectionSet: { selections: { name: { value: Query } }[] } }[] },
    { filters: { limit, offset } }: { filters: { limit: number; offset: number } },
  ) => {
    const name = document.definitions[0]!.selectionSet.selections[0]!.name.value;
    asked.push(name);
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    const rows = Array.from({ length: Math.min(limit, COUNTS[name] - offset) }, (_, index) =>
      rowOf(name, offset + index),
    );
    return { data: { [name]: { count: COUNTS[name], [LISTS[name]]: rows } } };
  };
  const [things, flows, progress]: [Thing[], Flow[], LoadProgress[]] = [[], [], []];
  const receiver = {
    things: (some: readonly Thing[]) => void things.push(...some),
    flows: (some: readonly Flow[]) => void flows.push(...some),
    progress: (one: LoadProgress) => void progress.push(one),
  };
  await new ThingLoader({ query } as unknown as Client, receiver, isOver).run();
  return { asked, most, things, flows, progress };
};

describe('loading', () => {
  it('brings everything once', async () => {
    const { things, flows, progress } = await load();
    expect(new Set(things.map(({ uuid }) => uuid)).size).toBe(3_603);
    expect(things).toHaveLength(3_603);
    expect(new Set(flows.map(({ uuid }) => uuid)).size).toBe(700);
    expect(progress.at(-1)).toEqual({ loaded: 4_303, total: 4_303 });
    expect(things[0]).toEqual({
      uuid: 'getRepositoriesRegistry 0',
      kind: 'registry',
      name: 'lamp',
      parent: null,
    });
  });

  it('knows how much there is after the first page of each list, and asks for no more than a few at once', async () => {
    const { asked, most, progress } = await load();
    expect(new Set(asked.slice(0, 5)).size).toBe(5);
    expect(progress.slice(4).every(({ total }) => total === 4_303)).toBe(true);
    expect(most).toBeLessThanOrEqual(5);
  });

  it('asks for those that others belong to first', async () => {
    const { asked } = await load();
    expect(asked.slice(5)).toEqual([
      ...Array(2).fill('getUnits'),
      ...Array(4).fill('getUnitNodes'),
      'getUnitNodeEdges',
    ]);
  });

  it('ends with the page', async () => {
    const { asked, things } = await load(() => true);
    expect(asked).toHaveLength(5);
    expect(things).toEqual([]);
  });
});
