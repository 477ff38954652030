import { parseArgs } from 'node:util';
import { LIBRARY_NAMES, type LibraryName } from '../device/device-library';
import { LONGEST_NAME } from '../platform/unit-names';

export const USAGE = `npm run simulate [-- options]

  Opens device connections against a running instance, lets them behave as devices do, and tells how that went.

Which devices
  --units N            Units to simulate (100)
  --repo NAME          Repo whose Units they are, by name or uuid (demo-thermometer)
  --repository URL     public Git repository of which to make the Repo when there is none
  --branch NAME        its branch (main)
  --name PREFIX        their names are PREFIX-000001 and so on; found again by them (sim)
  --library LIST       device libraries, dealt in turn: python, go, micropython (python)
  --pipeline FILE      YAML pipeline for each of their Outputs; what they have is kept without it
  --clean              delete the Units at the end, also those of earlier runs
  --keep               keep them for the next run (what happens anyway)
  --register           register the user when the instance does not know the login

What they do
  --ramp N             connections a second at the start; 0: all at once (100)
  --duration S         seconds from the first connect on; 0: until Ctrl-C (60)
  --rate N             values a second of each device (0.1)
  --state-interval S   seconds between two states of a device (what its env says: 60)
  --log-interval S     seconds between two logs of a device; 0: none (300)
  --seed N             chance repeats itself with the same number (1)

How
  --processes N        processes that share the devices (one per 5,000 devices, one per core at most)
  --mqtt HOST:PORT     the broker (what the devices' env says)
  --source A,B         addresses of this machine to connect from, in turn: each has some 28,000 ports
  --api-rate N         REST requests a second at most; 0: no limit (80; 0 on this machine)
  --json               the result as JSON on standard output
  --help               this text

Environment
  UNITFLEET_URL        the instance (http://localhost:8080, or the port in UNITFLEET_HTTP_PORT)
  UNITFLEET_LOGIN, UNITFLEET_PASSWORD     a user of it; for an instance of this folder its own admin
  UNITFLEET_TOKEN      a user's token, instead of the two
  UNITFLEET_DATA_DIR   where an instance of this machine keeps its data (.data)
`;

/** The simulator was called in a way that it does not understand; the message tells how to. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the person at the terminal wants. */
export interface SimulateArguments {
  readonly help: boolean;
  readonly units: number;
  readonly repo: string;
  readonly repository: string | null;
  readonly branch: string;
  readonly prefix: string;
  readonly libraries: readonly LibraryName[];
  readonly pipelineFile: string | null;
  readonly clean: boolean;
  readonly register: boolean;
  readonly rampPerSecond: number;
  readonly durationS: number;
  readonly valuesPerSecond: number;
  readonly stateIntervalS: number | null;
  readonly logIntervalS: number;
  readonly seed: number;
  /** Null: chosen by the number of devices and cores. */
  readonly processes: number | null;
  readonly mqtt: { readonly host: string; readonly port: number } | null;
  readonly sources: readonly string[];
  /** Null: chosen by where the instance is. */
  readonly apiPerSecond: number | null;
  readonly json: boolean;
}

const OPTIONS = {
  units: { type: 'string', default: '100' },
  repo: { type: 'string', default: 'demo-thermometer' },
  repository: { type: 'string' },
  branch: { type: 'string', default: 'main' },
  name: { type: 'string', default: 'sim' },
  library: { type: 'string', default: 'python' },
  pipeline: { type: 'string' },
  clean: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  register: { type: 'boolean', default: false },
  ramp: { type: 'string', default: '100' },
  duration: { type: 'string', default: '60' },
  rate: { type: 'string', default: '0.1' },
  'state-interval': { type: 'string' },
  'log-interval': { type: 'string', default: '300' },
  seed: { type: 'string', default: '1' },
  processes: { type: 'string' },
  mqtt: { type: 'string' },
  source: { type: 'string', default: '' },
  'api-rate': { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const MAX_UNITS = 999_999;
const MAX_PORT = 65_535;

const read = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

const number = (option: string, text: string, bounds: { min: number; max?: number; whole?: boolean }) => {
  const { min, max = Number.MAX_SAFE_INTEGER, whole = false } = bounds;
  const value = Number(text);
  const fits = text.trim() !== '' && value >= min && value <= max && (!whole || Number.isInteger(value));
  if (fits) return value;
  const kind = whole ? 'a whole number' : 'a number';
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new UsageError(`--${option} must be ${kind} ${range}, it is "${text}".`);
};

const list = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const libraries = (text: string): LibraryName[] => {
  const names = list(text);
  const unknown = names.find((name) => !LIBRARY_NAMES.includes(name as LibraryName));
  if (names.length > 0 && unknown === undefined) return names as LibraryName[];
  throw new UsageError(`--library knows ${LIBRARY_NAMES.join(', ')}; not "${unknown ?? text}".`);
};

const address = (text: string): { host: string; port: number } => {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(text) ?? [];
  if (!host) throw new UsageError(`--mqtt must be HOST:PORT, it is "${text}".`);
  return { host, port: number('mqtt', port!, { min: 1, max: MAX_PORT, whole: true }) };
};

/** @throws UsageError */
export const simulateArguments = (args: readonly string[]): SimulateArguments => {
  const given = read(args);
  if (given.keep && given.clean) throw new UsageError('--keep and --clean exclude each other.');
  const optional = <Value>(text: string | undefined, parse: (text: string) => Value): Value | null =>
    text === undefined ? null : parse(text);
  if (!/^[A-Za-z0-9_.-]+$/.test(given.name) || given.name.length > LONGEST_NAME)
    throw new UsageError(
      `--name must have 1 to ${LONGEST_NAME} letters, digits, "_", "-" or ".", it is "${given.name}".`,
    );
  return {
    help: given.help,
    units: number('units', given.units, { min: 0, max: MAX_UNITS, whole: true }),
    repo: given.repo,
    repository: given.repository ?? null,
    branch: given.branch,
    prefix: given.name,
    libraries: libraries(given.library),
    pipelineFile: given.pipeline ?? null,
    clean: given.clean,
    register: given.register,
    rampPerSecond: number('ramp', given.ramp, { min: 0 }),
    durationS: number('duration', given.duration, { min: 0 }),
    valuesPerSecond: number('rate', given.rate, { min: 0 }),
    stateIntervalS: optional(given['state-interval'], (text) => number('state-interval', text, { min: 1 })),
    logIntervalS: number('log-interval', given['log-interval'], { min: 0 }),
    seed: number('seed', given.seed, { min: 0, whole: true }),
    processes: optional(given.processes, (text) =>
      number('processes', text, { min: 1, max: 64, whole: true }),
    ),
    mqtt: optional(given.mqtt, address),
    sources: list(given.source),
    apiPerSecond: optional(given['api-rate'], (text) => number('api-rate', text, { min: 0 })),
    json: given.json,
  };
};
