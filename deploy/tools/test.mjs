// Runs every check in turn, all of them even when one fails, and ends with the count that CI reads.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const REPORTS = 'dist/test-reports';

const bin = (name) => join('node_modules', '.bin', name);
const jest = (project, ...args) => ({
  name: project,
  report: join(REPORTS, `${project}.json`),
  command: [
    bin('jest'),
    '--selectProjects',
    project,
    '--json',
    `--outputFile=${join(REPORTS, `${project}.json`)}`,
    ...args,
  ],
});

const vitest = (name, config) => {
  const report = join(REPORTS, `${name.replace(' ', '-')}.json`);
  return {
    name,
    report,
    command: [bin('vitest'), 'run', '--config', config, '--reporter=json', `--outputFile=${report}`],
  };
};

const STEPS = [
  { name: 'format', command: [bin('prettier'), '--check', '.'] },
  { name: 'types', command: [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'types of web', command: [bin('tsc'), '--noEmit', '-p', 'services/web/app'] },
  { name: 'types of web e2e', command: [bin('tsc'), '--noEmit', '-p', 'services/web/e2e'] },
  // ESLint's rule about boundaries reads the graph that this leaves behind.
  { name: 'projects', command: [bin('nx'), 'show', 'projects'] },
  { name: 'lint', command: [bin('eslint'), '--max-warnings=0', '.'] },
  { name: 'generated files', command: ['npm', 'run', '--silent', 'gen', '--', '--check'] },
  jest('unit'),
  jest('integration', '--maxWorkers=2'),
  jest('e2e', '--maxWorkers=2'),
  jest('contract', '--maxWorkers=2'),
  vitest('web unit', 'services/web/app/vite.config.ts'),
  jest('web', '--maxWorkers=2'),
  jest('fault', '--runInBand'),
];

/** Tests that a step counted; a step without a readable report counts as one check. */
const count = (step, status) => {
  try {
    const report = JSON.parse(readFileSync(step.report, 'utf8'));
    // Vitest counts a file that does not load among the failed suites alone.
    const broken =
      report.numRuntimeErrorTestSuites ??
      report.testResults.filter(
        ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
      ).length;
    const silent = status !== 0 && report.numFailedTests + broken === 0 ? 1 : 0;
    return { passed: report.numPassedTests, failed: report.numFailedTests + broken + silent };
  } catch {
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
};

const { positionals } = parseArgs({ allowPositionals: true });
const chosen = positionals.length > 0 ? STEPS.filter(({ name }) => positionals.includes(name)) : STEPS;

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const total = { passed: 0, failed: 0 };
const lines = [];
for (const step of chosen) {
  const begun = Date.now();
  process.stdout.write(`\n=== ${step.name}\n`);
  const [command, ...args] = step.command;
  // Jest's --json writes the whole report to standard output as well: its readable form is on standard error.
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', step.report ? 'ignore' : 'inherit', 'inherit'],
  });
  const { passed, failed } = count(step, status);
  total.passed += passed;
  total.failed += failed;
  const seconds = Math.round((Date.now() - begun) / 1000);
  lines.push(
    `${failed > 0 ? 'FAILED' : 'ok    '}  ${step.name.padEnd(16)} ${passed} passed, ${failed} failed, ${seconds} s`,
  );
}

process.stdout.write(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
