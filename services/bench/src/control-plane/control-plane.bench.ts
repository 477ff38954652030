import { signUp, TestFleet } from '@unitfleet/testing-fleet';
import { alone, answerOf, crowd, type Latencies, type LoadResult } from './http-load';
import { PlainNestProcess } from './plain-nest-process';
import { mostUsedQueries } from './queries';
import { seed, type SeedSize } from './seed';

export interface ControlPlaneOptions {
  readonly units: number;
  readonly log: (line: string) => void;
}

export interface QueryResult {
  readonly alone: Latencies;
  readonly crowd: LoadResult;
  /** Requests a second as a share of what the plain endpoint made of them. */
  readonly ratio: number;
}

export interface ControlPlaneResult {
  readonly size: SeedSize;
  readonly clients: number;
  /** Nest on Fastify with a constant answer. */
  readonly plain: LoadResult;
  readonly queries: Readonly<Record<string, QueryResult>>;
}

const CLIENTS = 50;
const SECONDS = 4;
const TIMES = 200;
const USERS = 1_000;
const REPOS = 1_000;

/** The most used queries on a large instance, beside an endpoint that does nothing. */
export const benchControlPlane = async ({ units, log }: ControlPlaneOptions): Promise<ControlPlaneResult> => {
  const size = { units, users: USERS, repos: REPOS };
  const fleet = await TestFleet.start({ settings: { RATE_LIMIT_EXEMPT: '127.0.0.0/8,::1' } });
  const plainProcess = await PlainNestProcess.start();
  try {
    const token = await signUp(fleet.rest(), 'maker');
    const { users } = await fleet.rest(token).ok('GET', '/users');
    log(`seeding ${units} Units with two nodes each`);
    const seeded = await seed(fleet.engines.DATABASE_URL!, users[0].uuid, size);
    const plainRequest = { url: plainProcess.url };
    const plainAnswer = await answerOf(plainRequest);
    await crowd(plainRequest, plainAnswer, CLIENTS, 1);
    const before = await crowd(plainRequest, plainAnswer, CLIENTS, SECONDS);
    const results: Record<string, Omit<QueryResult, 'ratio'>> = {};
    const asker = { base: `${fleet.origin}/pepeunit`, token };
    for (const [name, request] of Object.entries(mostUsedQueries(asker, seeded))) {
      log(name);
      const answer = await answerOf(request);
      const single = await alone(request, answer, TIMES);
      await crowd(request, answer, CLIENTS, 1);
      results[name] = { alone: single, crowd: await crowd(request, answer, CLIENTS, SECONDS) };
    }
    const after = await crowd(plainRequest, plainAnswer, CLIENTS, SECONDS);
    // The better of the two: what slowed the machine meanwhile must not flatter the fleet.
    const plain = before.perSecond > after.perSecond ? before : after;
    const queries = Object.fromEntries(
      Object.entries(results).map(([name, result]) => [
        name,
        { ...result, ratio: Number((result.crowd.perSecond / plain.perSecond).toFixed(4)) },
      ]),
    );
    return { size, clients: CLIENTS, plain, queries };
  } finally {
    plainProcess.stop();
    await fleet.stop();
  }
};

/** The figures as a table. */
export const showControlPlane = ({ size, clients, plain, queries }: ControlPlaneResult): string => {
  const line = (name: string, cells: (string | number)[]) =>
    `  ${name.padEnd(30)} ${cells.map((cell) => String(cell).padStart(9)).join(' ')}`;
  return [
    '',
    `control plane, ${size.units} Units, ${size.users} users, ${size.repos} Repos; ${clients} clients`,
    line('', ['p50 ms', 'p99 ms', '| req/s', 'p50 ms', 'p99 ms', 'ratio']),
    line('a plain Nest endpoint', ['', '', plain.perSecond, plain.p50Ms, plain.p99Ms, 1]),
    ...Object.entries(queries).map(([name, { alone: one, crowd: many, ratio }]) =>
      line(name, [one.p50Ms, one.p99Ms, many.perSecond, many.p50Ms, many.p99Ms, ratio]),
    ),
    '',
  ].join('\n');
};
