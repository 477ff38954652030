import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Stage } from '../test/interop/stage';
import { command } from './command';
import type { Report } from './report';

const NAME = 'MicroPython';
const PACKAGE = '@micropython/micropython-webassembly-pyscript';
const VERSION = '1.27.0';

interface MicroPython {
  readonly globals: { set(name: string, value: unknown): void };
  runPython(program: string): void;
}

/** MicroPython's own interpreter, with its inflater, its tar reader and its JSON, on the documents of a Unit. */
export const liveMicroPython = async (stage: Stage, report: Report, folder: string): Promise<void> => {
  const step = (what: string, attempt: () => Promise<unknown>) => report.step(NAME, what, attempt);
  const lines: string[] = [];
  let interpreter: MicroPython | undefined;
  await step(`${VERSION} installs`, async () => {
    const home = join(folder, 'micropython');
    await mkdir(home, { recursive: true });
    const options = ['--prefix', home, '--no-audit', '--no-fund', '--silent'];
    await command('npm', ['install', ...options, `${PACKAGE}@${VERSION}`]);
    const file = pathToFileURL(join(home, 'node_modules', PACKAGE, 'micropython.mjs')).href;
    // An ES module; `import()` in a CommonJS file would become `require()`.
    const load = new Function('file', 'return import(file)') as (file: string) => Promise<{
      loadMicroPython(options: object): Promise<MicroPython>;
    }>;
    const { loadMicroPython } = await load(file);
    interpreter = await loadMicroPython({
      // Room for the archive; the window of the inflater is 512 bytes all the same.
      heapsize: 4 * 1024 * 1024,
      linebuffer: true,
      stdout: (line: string) => lines.push(line),
    });
  });
  if (!interpreter) return;
  const python = interpreter;
  await step('inflates, unpacks and reads the archive', async () => {
    const repo = await stage.createRepo('micropylib', false, { 'lib/größe.txt': 'x'.repeat(5_000) });
    const unit = await stage.createUnit('micropylib-1', repo);
    const tgz = await stage.tgzOf(unit);
    const literal = [...tgz].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
    const program = await readFile(join(__dirname, 'micropython/unpack.py'), 'utf8');
    python.runPython(`ARCHIVE = b'${literal}'\n${program}`);
    const { names, main, env } = JSON.parse(lines.join('\n'));
    if (main !== 'print("hello")\n') throw new Error(`main.py is ${main}`);
    if (!names.includes('lib/sensor.py')) throw new Error(`it has ${names.join()}`);
    if (env.PU_COMMIT_VERSION !== (await repo.repository.head())) throw new Error(JSON.stringify(env));
  });
};
