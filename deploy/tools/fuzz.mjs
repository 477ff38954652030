// The long form of the fuzz tests. The number of requests per face may be given: npm run fuzz -- 100000
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const runs = process.argv[2] ?? '20000';
const jest = join('node_modules', '.bin', 'jest');
const { status } = spawnSync(jest, ['fuzz', '--selectProjects', 'contract', '--runInBand'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: runs },
});
process.exitCode = status ?? 1;
