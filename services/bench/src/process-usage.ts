import { readdirSync, readFileSync } from 'node:fs';

/** CPU and memory of a process so far. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

/** Linux counts CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const PARENT = 1;
/** User and system time, and those of children that have ended: backends of PostgreSQL come and go. */
const CPU_TICKS = [11, 12, 13, 14];

/** Of processes with all their children; null where there is no `/proc`, as on macOS, or when one is gone. */
export const usageOf = (pids: readonly number[]): Usage | null => {
  try {
    const children = childrenByParent();
    const family = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(family)];
    return pids
      .flatMap(family)
      .map(read)
      .reduce((sum, one) => ({ cpuSeconds: sum.cpuSeconds + one.cpuSeconds, rssMb: sum.rssMb + one.rssMb }));
  } catch {
    return null;
  }
};

const childrenByParent = (): Map<number, number[]> => {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(statOf(Number(name))?.[PARENT]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
};

const statOf = (pid: number): string[] | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name is in parentheses and may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
};

const read = (pid: number): Usage => {
  const fields = statOf(pid);
  if (!fields) throw new Error(`process ${pid} is gone`);
  const ticks = CPU_TICKS.reduce((sum, index) => sum + Number(fields[index]), 0);
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return { cpuSeconds: ticks / TICKS_PER_SECOND, rssMb: Math.round(Number(rss) / 1_024) };
};
