import childProcess from 'node:child_process';
import { writeSync } from 'node:fs';
import { EngineProcess } from '../src/engines';

/** Starts a process, and is killed before it can do anything else; says the number of that process. */
const { spawn } = childProcess;
childProcess.spawn = ((...args: Parameters<typeof spawn>) => {
  const child = spawn(...args);
  writeSync(1, `${child.pid}\n`);
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}) as unknown as typeof spawn;

EngineProcess.start({
  title: 'sleep',
  command: '/bin/sleep',
  args: ['3600'],
  output: { onLine: () => undefined },
});
