import { MemoryTier } from '../data/tiers/memory-tier';
import { Projection } from '../data/tiers/projection';
import { RecentAdmissions } from './recent-admissions';
import { RefusalBudget } from './refusal-budget';
import { readTopic } from './topic-question';

const UNIT = '11111111-1111-4111-8111-111111111111';

describe('readTopic', () => {
  it.each([
    ['update/pepeunit', ['update/pepeunit']],
    ['mine', ['mine']],
    ['+/pepeunit', ['update/pepeunit', 'env_update/pepeunit', 'schema_update/pepeunit', 'log_sync/pepeunit']],
    ['#', ['update/pepeunit', 'env_update/pepeunit', 'schema_update/pepeunit', 'log_sync/pepeunit']],
    ['update/#', ['update/pepeunit']],
    ['update/pepeunit/#', ['update/pepeunit']],
    ['+', []],
    ['+/+/+', []],
  ])('a device that subscribes to %s hears %j', (name, heard) => {
    const topic = `x.org/input_base_topic/${UNIT}/${name}`;
    expect(readTopic({ unitUuid: UNIT, action: 'subscribe', topic }, 'x.org')).toEqual({
      verdict: 'allow',
      heard,
    });
  });
});

describe('Projection', () => {
  const projection = (memory: MemoryTier<boolean>) =>
    new Projection<boolean>(
      memory,
      {} as never,
      { attempt: async () => undefined } as never,
      () => true,
      () => undefined,
    );

  it('does not keep what was asked for before everything was forgotten', async () => {
    const memory = new MemoryTier<boolean>(10);
    const users = projection(memory);
    const answers = [false, true];
    const ask = async () => {
      const document = answers.shift()!;
      // The change is heard of, and then forgotten with everything, before the answer is here.
      if (answers.length > 0) {
        users.change('a', 2, undefined);
        memory.clear();
      }
      return { version: document ? 2 : 1, document };
    };
    await expect(users.find('a', ask)).resolves.toEqual({ version: 2, document: true });
    expect(users.peek('a')).toEqual({ version: 2, document: true });
  });

  it('knows what is over', () => {
    const users = projection(new MemoryTier<boolean>(10));
    expect(users.isOver('a', 1)).toBe(false);
    users.change('a', 2, undefined);
    expect([users.isOver('a', 1), users.isOver('a', 2)]).toEqual([true, false]);
  });
});

describe('MemoryTier', () => {
  it('lets nothing older replace anything newer', () => {
    const tier = new MemoryTier<boolean>(10);
    expect(tier.put('a', { version: 2, document: true })).toBe(true);
    expect(tier.put('a', { version: 1, document: false })).toBe(false);
    expect(tier.get('a')).toEqual({ version: 2, document: true });
    tier.invalidate('a', 2);
    expect(tier.get('a')).toEqual({ version: 2, document: true });
    tier.invalidate('a', 3);
    expect(tier.get('a')).toBeUndefined();
    expect(tier.put('a', { version: 2, document: true })).toBe(false);
    expect(tier.put('a', { version: 3, document: null })).toBe(true);
    expect(tier.get('a')).toEqual({ version: 3, document: null });
  });

  it('without room it still knows what is over', () => {
    const tier = new MemoryTier<boolean>(0);
    expect(tier.put('a', { version: 1, document: true })).toBe(true);
    expect(tier.get('a')).toBeUndefined();
    tier.invalidate('a', 2);
    expect(tier.put('a', { version: 1, document: true })).toBe(false);
    expect(tier.put('a', { version: 2, document: true })).toBe(true);
  });
});

describe('RefusalBudget', () => {
  it('tells each kind once in a while, and of all kinds only so many', () => {
    const budget = new RefusalBudget({ everyMs: 10_000, perSecond: 2 });
    expect([0, 1, 2].map(() => budget.admits('a', 1_000))).toEqual([true, false, false]);
    expect(['b', 'c', 'd'].map((kind) => budget.admits(kind, 1_100))).toEqual([true, false, false]);
    expect(budget.admits('c', 2_000)).toBe(true);
    expect(budget.admits('a', 10_999)).toBe(false);
    expect(budget.admits('a', 11_000)).toBe(true);
  });
});

describe('RecentAdmissions', () => {
  it('knows whom it let in a moment ago, by owner', () => {
    const recent = new RecentAdmissions(1_000);
    recent.note('unit-1', 'ann', 0);
    recent.note('unit-2', 'bob', 500);
    recent.note('unit-3', 'ann', 900);
    expect(recent.of('ann', 999)).toEqual(['unit-1', 'unit-3']);
    expect(recent.of('ann', 1_000)).toEqual(['unit-3']);
    recent.note('unit-2', 'bob', 1_400);
    expect(recent.has('unit-2', 2_399)).toBe(true);
    expect(recent.has('unit-3', 2_000)).toBe(false);
  });
});
