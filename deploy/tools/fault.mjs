// The long form of the fault tests (docs/operate/faults.md): every service is killed many times, everything between a
// device and a stored message in turn and in all pairs; then datapipe's own. ROUNDS may be given: npm run fault -- 20
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const rounds = process.argv[2] ?? '10';
const jest = join('node_modules', '.bin', 'jest');
const datapipe =
  'services/datapipe/test/(outage|interrupted-inserts|instances|storm|config-storm|csv-million)';
const runs = [
  { args: ['--selectProjects', 'fault'], settings: { FAULT_LONG: '1' } },
  {
    args: ['--selectProjects', 'integration', '--testPathPatterns', datapipe],
    settings: {
      FAULT_OUTAGE_SECONDS: '60',
      FAULT_INTERRUPTED_INSERTS: '5000',
      STORM_TOPICS: '1000000',
      CSV_ROWS: '1000000',
    },
  },
];

// The second is run whatever the first found: one run shows everything.
const statuses = runs.map(
  ({ args, settings }) =>
    spawnSync(jest, [...args, '--runInBand'], {
      stdio: 'inherit',
      env: { ...settings, ...process.env, FAULT_ROUNDS: rounds },
    }).status ?? 1,
);
process.exitCode = Math.max(...statuses);
