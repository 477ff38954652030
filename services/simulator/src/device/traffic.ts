import type { DeviceIdentity } from './device-identity';

/** What devices send of themselves. */
export interface TrafficPlan {
  /** Values a second of each device, spread over its Outputs; 0 for none. */
  readonly valuesPerSecond: number;
  /** Null: what the env says. */
  readonly stateIntervalS: number | null;
  /** 0 for no logs. */
  readonly logIntervalS: number;
}

export interface LogEntry {
  readonly level: 'Debug' | 'Info' | 'Warning';
  readonly text: string;
  readonly create_datetime: string;
}

const MEMORY_BYTES = 4 * 1024 * 1024;
const FREQUENCY_MHZ = 240;

/** A state message (`docs/protocol/device.md 7.2`). */
export const stateOf = (identity: DeviceIdentity, random: () => number): string => {
  const free = Math.round(MEMORY_BYTES * (0.2 + 0.6 * random()));
  return JSON.stringify({
    millis: Date.now(),
    mem_free: free,
    mem_alloc: MEMORY_BYTES - free,
    freq: FREQUENCY_MHZ,
    pu_commit_version: identity.commit,
  });
};

const LEVELS = ['Debug', 'Info', 'Info', 'Warning'] as const;

export const logEntry = (number: number, text: string): LogEntry => ({
  level: LEVELS[number % LEVELS.length]!,
  text,
  create_datetime: new Date().toISOString(),
});

const MIDDLE = 20;
const SWING = 5;
const STEP = 0.5;

/** The next of a thermometer's values: never far from the last, never far from the middle. */
export const nextValue = (last: number, random: () => number): number => {
  const next = last + (2 * random() - 1) * STEP + ((MIDDLE - last) / SWING) * STEP * 0.1;
  return Math.round(next * 100) / 100;
};

export const FIRST_VALUE = MIDDLE;
