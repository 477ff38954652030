import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { LaunchOptions } from './launcher';

export const USAGE = `unit-launch [options] <program> [arguments of the program]
  --folder <path>            folder of env.json; that of the program unless given
  --max-starts <n>           starts in which a new version has to confirm that it works (3)
  --confirm-within <seconds> time that each of them may take (300)
  --quiet                    no lines about what the launcher does`;

/** What was asked for on the command line; `waits` if the process that started the launcher is to end first. */
export interface LaunchArguments extends LaunchOptions {
  waits: boolean;
  quiet: boolean;
}

/** Throws `TypeError` on anything that it does not know. */
export function parseLaunchArguments(argv: readonly string[]): LaunchArguments {
  const first = indexOfProgram(argv);
  const { values } = parseArgs({
    args: argv.slice(0, first),
    options: {
      folder: { type: 'string' },
      'max-starts': { type: 'string' },
      'confirm-within': { type: 'string' },
      quiet: { type: 'boolean' },
      'wait-for-parent': { type: 'boolean' },
    },
  });
  const program = argv[first];
  if (program === undefined) throw new TypeError('which program?');
  return {
    program: resolve(program),
    args: argv.slice(first + 1),
    folder: values.folder,
    maxStarts: positive('--max-starts', values['max-starts']),
    confirmWithinMs: times1000(positive('--confirm-within', values['confirm-within'])),
    waits: values['wait-for-parent'] ?? false,
    quiet: values.quiet ?? false,
  };
}

const WITH_VALUE = new Set(['--folder', '--max-starts', '--confirm-within']);

/** Everything after the program is the program's own. */
function indexOfProgram(argv: readonly string[]): number {
  let index = 0;
  while (index < argv.length && argv[index]?.startsWith('--'))
    index += WITH_VALUE.has(argv[index] ?? '') ? 2 : 1;
  return index;
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new TypeError(`${name} must be a number above 0`);
  return value;
}

function times1000(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}
