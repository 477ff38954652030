// Runs every check in turn, all of them even when one fails, and ends with the count that CI reads.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
  // It takes a relative path for one below the configuration's folder.
  const report = resolve(REPORTS, `${name.replace(' ', '-')}.json`);
  return {
    name,
    report,
    command: [bin('vitest'), 'run', '--config', config, '--reporter=json', `--outputFile=${report}`],
  };
};

/** Checks of the code as it is written, a few at a time; what each prints comes when it has ended. */
const STATIC_STEPS = [
  { name: 'lint', command: [bin('eslint'), '--max-warnings=0', '.'] },
  { name: 'types', command: [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'format', command: [bin('prettier'), '--check', '.'] },
  { name: 'types of web', command: [bin('tsc'), '--noEmit', '-p', 'services/web/app'] },
  { name: 'types of web e2e', command: [bin('tsc'), '--noEmit', '-p', 'services/web/e2e'] },
  { name: 'generated files', command: ['npm', 'run', '--silent', 'gen', '--', '--check'] },
  vitest('web unit', 'services/web/app/vite.config.mts'),
];
const STATIC_AT_A_TIME = 2;

const STEPS = [
  jest('unit', '--maxWorkers=2'),
  jest('integration', '--maxWorkers=2'),
  jest('e2e', '--maxWorkers=2'),
  jest('contract', '--maxWorkers=2'),
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
const chosenOf = (steps) =>
  steps.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const total = { passed: 0, failed: 0 };
const lines = [];

const note = (step, status, begun) => {
  const { passed, failed } = count(step, status);
  total.passed += passed;
  total.failed += failed;
  const seconds = Math.round((Date.now() - begun) / 1000);
  lines.push(
    `${failed > 0 ? 'FAILED' : 'ok    '}  ${step.name.padEnd(16)} ${passed} passed, ${failed} failed, ${seconds} s`,
  );
};

const runAside = (step) =>
  new Promise((settle) => {
    const begun = Date.now();
    const [command, ...args] = step.command;
    const printed = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (piece) => printed.push(piece));
    child.stderr.on('data', (piece) => printed.push(piece));
    child.once('error', (error) => printed.push(Buffer.from(error.message)));
    child.once('close', (status) => {
      process.stdout.write(`\n=== ${step.name}\n${Buffer.concat(printed)}`);
      note(step, status, begun);
      settle();
    });
  });

const runStep = (step) => {
  const begun = Date.now();
  process.stdout.write(`\n=== ${step.name}\n`);
  const [command, ...args] = step.command;
  // Jest's --json writes the whole report to standard output as well: its readable form is on standard error.
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  note(step, status, begun);
};

const waiting = chosenOf(STATIC_STEPS);
// ESLint's rule about boundaries reads the graph that this leaves behind.
if (waiting.some(({ name }) => name === 'lint'))
  spawnSync(bin('nx'), ['show', 'projects'], { stdio: 'ignore' });
const takeTurns = async () => {
  for (let step = waiting.shift(); step; step = waiting.shift()) await runAside(step);
};
await Promise.all(Array.from({ length: STATIC_AT_A_TIME }, takeTurns));
for (const step of chosenOf(STEPS)) runStep(step);

process.stdout.write(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
