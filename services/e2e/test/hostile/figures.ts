import { readFileSync } from 'node:fs';
import type { Scene } from './scene';

/** What `/proc` counts time in, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const SERVICES = ['broker', 'auth-hook', 'mqtt-bridge', 'units'];

/** Runs an attack and tells what it cost: what it did a second, CPU of the processes, latencies of the good devices. */
export const measure = async (scene: Scene, what: string, attack: () => Promise<number>): Promise<void> => {
  scene.takeLatencies();
  const before = SERVICES.map((name) => cpuSeconds(scene, name));
  const begun = performance.now();
  const count = await attack();
  const seconds = (performance.now() - begun) / 1_000;
  const shares = SERVICES.map((name, index) => {
    const used = cpuSeconds(scene, name) - before[index]!;
    return `${name} ${Math.round((used / seconds) * 100)} %`;
  });
  const latencies = scene.takeLatencies().sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0);
  const rate = (count / seconds).toFixed(count / seconds < 10 ? 1 : 0);
  process.stdout.write(
    `hostile: ${what}: ${rate} a second for ${seconds.toFixed(1)} s; CPU ${shares.join(', ')}; ` +
      `a good device's PUBACK after ${at(0.5)} ms, 99 % within ${at(0.99)}, all within ${at(1)}\n`,
  );
};

/** What a process has used of a core; 0 where there is no `/proc`. */
const cpuSeconds = (scene: Scene, name: string): number => {
  try {
    const stat = readFileSync(`/proc/${scene.fleet.pidsOf(name)[0]}/stat`, 'utf8');
    // The name of the program, which may hold anything, ends with the last bracket.
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
};

/** Memory of a process in MB; 0 where there is no `/proc`. */
export const residentMb = (scene: Scene, name: string): number => {
  try {
    const status = readFileSync(`/proc/${scene.fleet.pidsOf(name)[0]}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
};
