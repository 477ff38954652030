import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchFleet } from './bench-fleet';
import { payloadOf } from './load-protocol';
import { openConnection, publishHead } from './raw-mqtt';

/** One message at a time, with nothing else under way. */
export interface IdleLatency {
  readonly messages: number;
  /** Until the insert that stores the row runs, by the store's clock. */
  readonly storedP50Ms: number;
  readonly storedP99Ms: number;
  /** Until a query shows the row: it is asked for again and again, and one question takes some milliseconds. */
  readonly readableP50Ms: number;
  readonly readableP99Ms: number;
}

const MESSAGES = 100;
/** Longer than any gathering: each message finds everything at rest. */
const PAUSE_MS = [150, 250] as const;
const FIRST_NUMBER = 50_000_000;

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

/** A device publishes with QoS 1, and the next time when the row of the last one has been read. */
export const measureIdleLatency = async (
  bench: BenchFleet,
  target: { port: number; username: string; topics: readonly string[] },
): Promise<IdleLatency> => {
  const socket = await openConnection({ ...target, password: '', clientId: 'idle' });
  socket.resume();
  const readable: number[] = [];
  const sinceMs = Date.now();
  for (let number = 0; number < MESSAGES; number += 1) {
    await sleep(PAUSE_MS[0] + Math.random() * (PAUSE_MS[1] - PAUSE_MS[0]));
    const nodeIndex = number % target.topics.length;
    const start = performance.now();
    const payload = payloadOf('number', {
      timeMs: Date.now(),
      number: FIRST_NUMBER + number,
      turn: 0,
    });
    const packetId = Buffer.from([0, number + 1]);
    const head = publishHead(target.topics[nodeIndex]!, payload.length);
    socket.write(Buffer.concat([head, packetId, Buffer.from(payload)]));
    await bench.untilReadable(nodeIndex, payload);
    readable.push(performance.now() - start);
  }
  socket.destroy();
  const { p50Ms, p99Ms } = await bench.stored(sinceMs);
  readable.sort((a, b) => a - b);
  return {
    messages: MESSAGES,
    storedP50Ms: p50Ms,
    storedP99Ms: p99Ms,
    readableP50Ms: Math.round(quantile(readable, 0.5)),
    readableP99Ms: Math.round(quantile(readable, 0.99)),
  };
};
