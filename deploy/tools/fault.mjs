// The long form of the fault tests: every service is killed many times. ROUNDS may be given: npm run fault -- 20
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const rounds = process.argv[2] ?? '10';
const jest = join('node_modules', '.bin', 'jest');
const { status } = spawnSync(jest, ['--selectProjects', 'fault', '--runInBand'], {
  stdio: 'inherit',
  env: { ...process.env, FAULT_ROUNDS: rounds },
});
process.exitCode = status ?? 1;
