import { readFileSync } from 'node:fs';
import { SimulatorError } from '../platform/simulator-error';

/** What this machine lets the simulator open; null where it does not tell. */
export interface MachineLimits {
  /** Of one process. */
  readonly openFiles: number | null;
  /** Local ports of one address for connections. */
  readonly ports: number | null;
}

/** Files besides connections that a process has open. */
const OTHER_FILES = 64;

/** @throws SimulatorError when so many connections cannot be opened here; the remedy is a command */
export const assertRoom = (
  wish: { readonly connections: number; readonly processes: number; readonly sources: number },
  limits: MachineLimits,
): void => {
  const { connections, processes } = wish;
  const each = Math.ceil(connections / processes) + OTHER_FILES;
  if (limits.openFiles !== null && each > limits.openFiles)
    throw new SimulatorError(
      `Each of ${processes} processes would open ${each} files; ${limits.openFiles} are allowed.`,
      `Allow more (ulimit -n ${each}, as root or in /etc/security/limits.conf), or use --processes ` +
        `${Math.ceil(connections / Math.max(1, limits.openFiles - OTHER_FILES))}.`,
    );
  const sources = Math.max(1, wish.sources);
  if (limits.ports !== null && connections > limits.ports * sources)
    throw new SimulatorError(
      `${connections} connections need as many local ports; ${sources === 1 ? 'this address has' : `${sources} addresses have`} ` +
        `${limits.ports * sources}.`,
      'Widen the range (sysctl -w net.ipv4.ip_local_port_range="1024 65535"), or connect from several addresses of ' +
        'this machine: --source 127.0.0.1,127.0.0.2 reaches a broker on this machine.',
    );
};

/** As Linux tells; Node has raised the soft limit of files to the hard one. */
export const machineLimits = (): MachineLimits => {
  const files = /^Max open files\s+(\d+)/m.exec(textOf('/proc/self/limits'))?.[1];
  const [, first, last] = /(\d+)\s+(\d+)/.exec(textOf('/proc/sys/net/ipv4/ip_local_port_range')) ?? [];
  return {
    openFiles: files ? Number(files) : null,
    ports: first && last ? Number(last) - Number(first) + 1 : null,
  };
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
