// Published device libraries at an instance of its own. Names choose among them: npm run interop -- python go
import { spawnSync } from 'node:child_process';

const swc = ['-r', '@swc-node/register', 'services/e2e/interop/main.ts'];
const { status } = spawnSync(process.execPath, [...swc, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
