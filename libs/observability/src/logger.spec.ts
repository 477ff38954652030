import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a program writes to its log; standard output belongs to the test runner here. */
const logOf = (program: string): Record<string, unknown>[] => {
  const root = join(__dirname, '..', '..', '..');
  const code = `const { createLogger } = require('./libs/observability/src/logger.ts'); ${program}`;
  const { stdout } = spawnSync(process.execPath, ['-r', '@swc-node/register', '-e', code], { cwd: root });
  return stdout
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('the log', () => {
  it('is one object a line, with service, level and time, and hides secrets', () => {
    const lines = logOf(`
      const log = createLogger('units', 'WARNING');
      log.info('not shown');
      log.warn({ user: { password: 'p', token: 't', login: 'l' }, password: 'q' }, 'shown');
    `);
    expect(lines).toEqual([
      {
        level: 'warn',
        service: 'units',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        user: { password: '***', token: '***', login: 'l' },
        password: '***',
        msg: 'shown',
      },
    ]);
  });

  it('says of an error what it is, and nothing of the objects that libraries hang on it', () => {
    const [line] = logOf(`
      const error = Object.assign(new Error('lost', { cause: new Error('cut') }), { code: '57P01', client: { password: 'p' } });
      createLogger('units').error({ err: error }, 'failed');
    `);
    expect(line!.err).toEqual({
      type: 'Error',
      message: 'lost',
      code: '57P01',
      stack: expect.any(String),
      cause: { type: 'Error', message: 'cut', stack: expect.any(String) },
    });
  });

  it('writes warnings and errors that repeat themselves a few times, and everything else always', () => {
    const lines = logOf(`
      const log = createLogger('units').child({ part: 1 });
      for (let index = 0; index < 50; index += 1) {
        log.warn({ index, err: new Error('away') }, 'tried again');
        log.error('failed');
        log.info('done');
      }
    `);
    const count = (text: string) => lines.filter(({ msg }) => msg === text).length;
    expect([count('tried again'), count('failed'), count('done')]).toEqual([5, 5, 50]);
  });

  it('tells jobs and consumers apart whose lines read alike, and no devices', () => {
    const lines = logOf(`
      const log = createLogger('units');
      for (let index = 0; index < 50; index += 1) {
        log.warn({ job: 'sweep' }, 'failed');
        log.warn({ topic: 'topic' + 'x'.repeat(index) }, 'refused');
      }
      for (let index = 0; index < 3; index += 1) log.warn({ job: 'dust' }, 'failed');
    `);
    const count = (wanted: object) =>
      lines.filter((line) => Object.entries(wanted).every(([k, v]) => line[k] === v)).length;
    expect(count({ msg: 'failed', job: 'sweep' })).toBe(5);
    expect(count({ msg: 'failed', job: 'dust' })).toBe(3);
    expect(count({ msg: 'refused' })).toBe(5);
  });
});
