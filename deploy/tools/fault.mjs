// The long form of the fault tests (docs/operate/faults.md): every service is killed many times, everything between a
// device and a stored message in turn and in all pairs. ROUNDS of the services may be given: npm run fault -- 20
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const rounds = process.argv[2] ?? '10';
const jest = join('node_modules', '.bin', 'jest');
const { status } = spawnSync(jest, ['--selectProjects', 'fault', '--runInBand'], {
  stdio: 'inherit',
  env: { ...process.env, FAULT_LONG: '1', FAULT_ROUNDS: rounds },
});
process.exitCode = status ?? 1;
