import { join } from 'node:path';

/** One commit of a demo repository: the files of `folder` laid over those of the commit before. */
export interface DemoCommit {
  folder: string;
  message: string;
  /** Fixed, so that the same files give the same hashes on every machine. */
  date: string;
  tag?: string;
}

export interface DemoRepository {
  name: string;
  /** Name of the Repo and of the Unit made from it. */
  unitName: string;
  commits: readonly DemoCommit[];
  /** Released while the fleet lives (`releaseNextVersion`). */
  next?: DemoCommit & { tag: string };
  /** Topic -> pipeline file of `deploy/demo/pipelines`. */
  pipelines: Readonly<Record<string, string>>;
}

export const THERMOMETER: DemoRepository = {
  name: 'thermometer',
  unitName: 'demo-thermometer',
  commits: [
    {
      folder: '1-temperature',
      message: 'Measure the temperature',
      date: '2026-01-10T09:00:00Z',
      tag: 'v1.0.0',
    },
    { folder: '2-description', message: 'Describe topics and variables', date: '2026-01-12T10:30:00Z' },
    {
      folder: '3-humidity-and-average',
      message: 'Measure humidity, offer the temperature for averaging',
      date: '2026-02-02T14:15:00Z',
      tag: 'v1.1.0',
    },
  ],
  next: {
    folder: 'next-dew-point',
    message: 'Send the dew point',
    date: '2026-03-05T08:45:00Z',
    tag: 'v1.2.0',
  },
  pipelines: {
    'temperature/pepeunit': 'time-window.yml',
    'temperature_average/pepeunit': 'aggregation.yml',
    'humidity/pepeunit': 'n-records.yml',
  },
};

export const FAN: DemoRepository = {
  name: 'fan',
  unitName: 'demo-fan',
  commits: [
    {
      folder: '1-on-off',
      message: 'Turn on above a temperature',
      date: '2026-01-11T09:00:00Z',
      tag: 'v1.0.0',
    },
    { folder: '2-description', message: 'Describe topics and variables', date: '2026-01-12T10:45:00Z' },
    {
      folder: '3-proportional',
      message: 'Turn the faster the warmer it is',
      date: '2026-02-03T11:20:00Z',
      tag: 'v1.1.0',
    },
  ],
  pipelines: { 'fan_speed/pepeunit': 'last-value.yml' },
};

export const DEMO_REPOSITORIES: readonly DemoRepository[] = [THERMOMETER, FAN];

/** The Output and the Input that the demo links. */
export const DEMO_EDGE = { output: 'temperature/pepeunit', input: 'temperature/pepeunit' };

export const DEFAULT_BRANCH = 'main';

/** `deploy/demo` from the root of the checkout, where all commands of this project run. */
export const DEMO_FOLDER = join('deploy', 'demo');

/** Where the build leaves the device library in one file. */
export const UNIT_CLIENT_BUNDLE = join('dist', 'unit-client', 'unit-client.js');
