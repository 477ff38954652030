import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The engines of an instance with so many nodes, in a process of their own. */
export interface ScaleResult {
  readonly nodes: number;
  /** Heap and memory outside of it, for a node that has had a message. */
  readonly bytesPerNode: number;
  /** CPU time of a message from its frame into a row of a batch. */
  readonly usPerMessage: number;
  readonly dirtyNodes: number;
  readonly checkpointMs: number;
  /** Longest time for which the event loop stood still during a checkpoint of all nodes, with messages in between. */
  readonly longestStallMs: number;
}

export interface ScaleOptions {
  readonly messages: number;
  readonly log: (line: string) => void;
}

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** It measures what only the service itself can reach, so it is a program of the service. */
const PROGRAM = 'services/datapipe/test/support/engine-scale.ts';

/** What a message costs and a node takes, from a thousand nodes to a million. */
export const benchScale = async ({ messages, log }: ScaleOptions): Promise<ScaleResult[]> => {
  const results: ScaleResult[] = [];
  for (const nodes of SIZES) {
    log(`engines with ${nodes} nodes`);
    const args = ['-r', '@swc-node/register', '--expose-gc', PROGRAM, String(nodes), String(messages)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    results.push(JSON.parse(stdout) as ScaleResult);
  }
  return results;
};

/** The figures as a table. */
export const showScale = (results: readonly ScaleResult[]): string => {
  const line = (cells: (string | number)[]) => `  ${cells.map((cell) => String(cell).padStart(14)).join('')}`;
  return [
    '',
    'engines in one process',
    line(['nodes', 'bytes a node', 'us a message', 'checkpoint ms', 'stall ms']),
    ...results.map(({ nodes, bytesPerNode, usPerMessage, checkpointMs, longestStallMs }) =>
      line([nodes, bytesPerNode, usPerMessage, checkpointMs, longestStallMs]),
    ),
    '',
  ].join('\n');
};
