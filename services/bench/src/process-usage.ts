import { readFileSync } from 'node:fs';

/** CPU and memory of a process so far. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** Reads `/proc`; null where there is none, as on macOS, or when the process is gone. */
export const usageOf = (pids: readonly number[]): Usage | null => {
  try {
    return pids.map(read).reduce((sum, one) => ({
      cpuSeconds: sum.cpuSeconds + one.cpuSeconds,
      rssMb: sum.rssMb + one.rssMb,
    }));
  } catch {
    return null;
  }
};

const read = (pid: number): Usage => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The program's name is in parentheses and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS]);
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return { cpuSeconds: ticks / TICKS_PER_SECOND, rssMb: Math.round(Number(rss) / 1_024) };
};
