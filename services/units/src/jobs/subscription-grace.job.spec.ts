import { DomainError } from '@unitfleet/contracts';
import { JobRegistry } from '@unitfleet/observability';
import type { EndedGrace } from '../data/subscription-grace.repository';
import { SubscriptionGraceJob } from './subscription-grace.job';

const grace = (unitUuid: string, nodeUuid: string, isLinked = false): EndedGrace => ({
  unitUuid,
  nodeUuid,
  topicName: 'out/pepeunit',
  isLinked,
});

const silent = new Proxy({}, { get: () => () => undefined });

/** @param refuse answers why the broker does not do it, if so */
const turnOf = async (ended: EndedGrace[], refuse: (topic: string) => DomainError | null) => {
  const kicked: string[] = [];
  let forgotten: readonly EndedGrace[] = [];
  const graces = {
    ended: async () => ended,
    forget: async (_transaction: unknown, done: readonly EndedGrace[]) => {
      forgotten = done;
      return [];
    },
  };
  const broker = {
    kick: async (units: readonly string[], [topic]: string[]) => {
      const reason = refuse(topic!);
      if (reason) throw reason;
      kicked.push(...units);
    },
  };
  const transactions = { run: (work: (transaction: unknown) => Promise<void>) => work({}) };
  const job = new SubscriptionGraceJob(
    graces as never,
    { bumpAccess: async () => undefined } as never,
    transactions as never,
    broker as never,
    { now: () => 0 },
    new JobRegistry(),
    { PU_DOMAIN: 'x.org' } as never,
    silent as never,
  );
  job.onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(1_000);
  await job.beforeApplicationShutdown();
  return { kicked, forgotten: forgotten.map(({ unitUuid }) => unitUuid) };
};

describe('what devices still hear is ended', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const ended = [grace('a', 'stuck'), grace('b', 'node'), grace('c', 'node', true)];

  it('of all but those who are linked again', async () => {
    expect(await turnOf(ended, () => null)).toEqual({
      kicked: ['a', 'b'],
      forgotten: expect.arrayContaining(['a', 'b', 'c']),
    });
  });

  it('also after one that the broker does not let go of, which is tried again', async () => {
    const refuse = (topic: string) => (topic.includes('stuck') ? new DomainError('Mqtt', 'no') : null);
    expect(await turnOf(ended, refuse)).toEqual({
      kicked: ['b'],
      forgotten: expect.not.arrayContaining(['a']),
    });
  });

  it('later, when nobody can tell the broker now', async () => {
    const asked: string[] = [];
    const refuse = (topic: string) => {
      asked.push(topic);
      return new DomainError('Unavailable', 'mqtt-bridge does not answer');
    };
    expect(await turnOf(ended, refuse)).toEqual({ kicked: [], forgotten: ['c'] });
    expect(asked).toHaveLength(1);
  });
});
