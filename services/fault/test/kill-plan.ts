import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@unitfleet/testing';
import { Redis } from 'ioredis';
import type { TestFleet } from '@unitfleet/testing-fleet';
import type { SeededRandom } from './seeded-random';

/** What is between a device and a stored message, the broker excepted. */
export const VICTIMS = ['mqtt-bridge', 'datapipe', 'auth-hook', 'nats', 'clickhouse', 'postgres', 'redis'];

/** Kills of one moment. */
export interface KillStep {
  readonly pauseMs: number;
  readonly victims: readonly string[];
  /** Between the first and the second of a pair. */
  readonly gapMs: number;
}

/** Also shorter than what comes back needs until it works. */
const LONGEST_PAUSE_MS = 4_000;
const LONGEST_GAP_MS = 1_500;
const RETURN_MS = 120_000;

const pairsOf = (names: readonly string[]): [string, string][] =>
  names.flatMap((first, index) => names.slice(index + 1).map((second): [string, string] => [first, second]));

const stepOf = (victims: readonly string[], random: SeededRandom): KillStep => ({
  pauseMs: random.between(0, LONGEST_PAUSE_MS),
  victims: random.shuffled(victims),
  // Half of the pairs die in the same moment, the others while the first one comes back.
  gapMs: random.next() < 0.5 ? 0 : random.between(1, LONGEST_GAP_MS),
});

/** Everything in turn and in all pairs, so many times. */
export const longPlan = (random: SeededRandom, rounds: number): KillStep[] =>
  Array.from({ length: rounds }, () => {
    const all = [...VICTIMS.map((name) => [name]), ...pairsOf(VICTIMS)];
    return random.shuffled(all).map((victims) => stepOf(victims, random));
  }).flat();

/** Everything once: one alone, the others in pairs. */
export const shortPlan = (random: SeededRandom): KillStep[] => {
  const [alone, ...others] = random.shuffled(VICTIMS);
  const pairs = others.flatMap((name, index) => (index % 2 === 0 ? [[name, others[index + 1]!]] : []));
  return [[alone!], ...pairs].map((victims) => stepOf(victims, random));
};

/** Redis may run without persistence (`docs/operate/engines.md`): when it dies, what it held is gone. */
const empty = async (url: string): Promise<void> => {
  const redis = new Redis(url);
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
};

/** `kill -9` of them, and the wait until they run again. @throws when anybody else has died meanwhile */
export const carryOut = async (fleet: TestFleet, { pauseMs, victims, gapMs }: KillStep): Promise<void> => {
  await sleep(pauseMs);
  const before = new Map(fleet.processNames.map((name) => [name, fleet.pidsOf(name)[0]]));
  for (const [index, victim] of victims.entries()) {
    if (index > 0) await sleep(gapMs);
    if (victim === 'redis') await empty(fleet.engines.REDIS_URL!);
    await fleet.kill(victim);
  }
  await eventually(
    () => {
      for (const victim of victims) {
        const [now] = fleet.pidsOf(victim);
        if (!now || now === before.get(victim)) throw new Error(`${victim} is not back`);
      }
    },
    { timeoutMs: RETURN_MS, what: 'The return of what was killed' },
  );
  const died = fleet.processNames.filter(
    (name) => !victims.includes(name) && fleet.pidsOf(name)[0] !== before.get(name),
  );
  if (died.length > 0) throw new Error(`${died.join(', ')} died with ${victims.join(' and ')}`);
};
