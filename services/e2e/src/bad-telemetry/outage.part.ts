import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@unitfleet/testing';
import { pipeline, type Meter } from './meter';

const SEND_EVERY_MS = 10;
const KILL_EVERY_MS = 200;
/** Of one process, of lines that say the same about the same job or reader: twice of what gets through, and far below a flood. */
const mostAlike = (seconds: number) => 6 + seconds;
/** However many things go wrong at once. */
const mostLines = (seconds: number) => 150 + 10 * seconds;

const textOf = (line: string): string => {
  try {
    const { level, msg, err, reason, job, consumer } = JSON.parse(line);
    const why = String(err?.message ?? reason ?? '').replace(/[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\d+/gi, '#');
    return `${level}: ${job ?? consumer ?? ''}: ${msg}: ${why.slice(0, 100)}`;
  } catch {
    return line;
  }
};

/** @param seconds how long each engine does not answer. */
export const describeOutage = (meter: Meter, seconds: number): void => {
  describe('while an engine is away under load', () => {
    const sizes = async () =>
      new Map(
        await Promise.all(
          meter.fleet.processNames.map(async (name) => [name, (await meter.log(name)).length] as const),
        ),
      );

    /** Kills an engine as often as it comes back, until the answer is called. */
    const keepDown = (engine: string): (() => Promise<void>) => {
      let isOver = false;
      const killing = (async () => {
        for (; !isOver; await sleep(KILL_EVERY_MS)) await meter.fleet.kill(engine).catch(() => undefined);
      })();
      return () => {
        isOver = true;
        return killing;
      };
    };

    /** What each service has written since, by what it says. */
    const written = async (before: Map<string, number>) => {
      const told = new Map<string, Map<string, number>>();
      for (const [name, size] of before) {
        const texts = new Map<string, number>();
        for (const line of (await meter.log(name)).slice(size))
          if (line.startsWith('{')) texts.set(textOf(line), (texts.get(textOf(line)) ?? 0) + 1);
        told.set(name, texts);
      }
      return told;
    };

    it.each([
      ['nats', 'hangs'],
      ['postgres', 'hangs'],
      ['clickhouse', 'hangs'],
      ['redis', 'hangs'],
      ['nats', 'dies'],
      ['postgres', 'dies'],
      ['clickhouse', 'dies'],
    ] as const)('%s %s: no log is flooded, nothing is lost', async (engine, how) => {
      await meter.configure({ free: pipeline('policy_type: NRecords, n_records_count: 1024', 'Text') });
      const before = await sizes();
      const release = how === 'hangs' ? meter.fleet.hold(engine) : keepDown(engine);
      const begin = Date.now();
      const sent: string[] = [];
      const sending: Promise<void>[] = [];
      try {
        while (Date.now() < begin + seconds * 1_000) {
          if (sent.length < 1_000) {
            sent.push(`${engine} ${how} ${sent.length}`);
            sending.push(meter.send('free', sent.at(-1)!));
          }
          await sleep(SEND_EVERY_MS);
        }
      } finally {
        await release();
      }
      await Promise.all(sending);
      await eventually(async () => {
        const rows = await meter.rows('free', 'NRecords');
        expect(rows.slice(-sent.length)).toEqual(sent);
      });
      const told = await written(before);
      const passed = (Date.now() - begin) / 1_000;
      for (const [name, texts] of told) {
        const total = [...texts.values()].reduce((sum, count) => sum + count, 0);
        const loud = [...texts].filter(([, count]) => count > mostAlike(passed));
        expect([name, loud]).toEqual([name, []]);
        expect([name, total < mostLines(passed) ? 'quiet' : total]).toEqual([name, 'quiet']);
      }
    });
  });

  it('a setting that is ignored is warned of once', async () => {
    const lines = (await meter.log('datapipe')).filter((line) => line.includes('a setting is ignored'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('PU_MIN_TOPIC_UPDATE_TIME');
  });
};
