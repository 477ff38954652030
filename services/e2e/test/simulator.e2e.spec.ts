import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually, GitHost } from '@unitfleet/testing';
import {
  createRepo,
  type CreatedRepo,
  type RestCaller,
  signUp,
  TestFleet,
  unitFiles,
} from '@unitfleet/testing-fleet';

jest.setTimeout(300_000);

const UNITS = 48;
const OUTPUTS = ['first/pepeunit', 'second/pepeunit'];
/** Everything that comes is kept as it came. */
const PIPELINE = `
active_period: {type: Permanent}
filters: {type_input_value: Text, max_rate: 0, last_unique_check: false, max_size: 100}
processing_policy: {policy_type: TimeWindow, time_window_size: 86400}
`;
const PATIENCE = { timeoutMs: 120_000 };

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** The simulator as an operator runs it, against a whole instance. */
describe('the simulator', () => {
  let fleet: TestFleet;
  let host: GitHost;
  let maker: RestCaller;
  let repo: CreatedRepo;
  let pipelineFile: string;

  beforeAll(async () => {
    host = await GitHost.start();
    fleet = await TestFleet.start({ settings: { PU_MIN_INTERVAL_SYNC_REPOSITORY: '0' } });
    maker = fleet.rest(await signUp(fleet.rest(), 'maker'));
    const files = unitFiles({ inputs: ['input/pepeunit'], outputs: OUTPUTS });
    repo = await createRepo(host, maker, 'simulated', files);
    pipelineFile = join(mkdtempSync(join(tmpdir(), 'unitfleet-simulator-')), 'pipeline.yml');
    writeFileSync(pipelineFile, PIPELINE);
  });

  afterAll(() => Promise.all([fleet?.stop(), host?.stop()]));

  const start = (options: Record<string, string | true>) => {
    const all: Record<string, string | true> = {
      repo: 'simulated',
      units: String(UNITS),
      json: true,
      ...options,
    };
    const args = Object.entries(all).flatMap(([name, value]) => [
      `--${name}`,
      ...(value === true ? [] : [value]),
    ]);
    const child = spawn(process.execPath, [resolve('dist/simulator/main.js'), ...args], {
      env: {
        PATH: process.env.PATH,
        UNITFLEET_URL: fleet.origin,
        UNITFLEET_LOGIN: 'maker',
        UNITFLEET_PASSWORD: 'maker-password-1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const run = { code: null as number | null, output: '', errors: '' };
    child.stdout.on('data', (bytes: Buffer) => (run.output += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => (run.errors += bytes.toString()));
    const ended = once(child, 'close').then(([code]): Run => ({ ...run, code }));
    return { child, run, ended };
  };

  const summaryOf = ({ code, output, errors }: Run) => {
    if (code !== 0) throw new Error(`the simulator ended with ${code}: ${errors}`);
    return JSON.parse(output);
  };

  const units = async () =>
    (await maker.ok('GET', '/units', { query: { repo_uuid: repo.repoUuid, limit: '100', offset: '0' } }))
      .units;

  const storedValues = async (): Promise<number> => {
    const counts = await Promise.all(
      (await units()).map(async ({ uuid }: { uuid: string }) => {
        const { unit_nodes } = await maker.ok('GET', '/unit_nodes', {
          query: { unit_uuid: uuid, type: 'Output' },
        });
        const rows = await Promise.all(
          unit_nodes.map((node: { uuid: string }) =>
            maker.ok('GET', '/unit_nodes/get_data_pipe_data/', {
              query: { uuid: node.uuid, type: 'TimeWindow', limit: '1', offset: '0' },
            }),
          ),
        );
        return rows.reduce((sum: number, { count }) => sum + count, 0);
      }),
    );
    return counts.reduce((sum: number, count: number) => sum + count, 0);
  };

  /** On a slow machine a device may lose patience and come again; nothing else may go wrong. */
  const expectNoTrouble = (summary: { connections: object; subscriptions: object; errors: object }) => {
    expect(summary.connections).toMatchObject({ most: UNITS, atEnd: expect.any(Number) });
    expect(summary.subscriptions).toMatchObject({ refused: 0 });
    expect(Object.keys(summary.errors).filter((reason) => !/in time$|^silence$/.test(reason))).toEqual([]);
  };

  it('makes Units, lets their devices live, and what was acknowledged is stored', async () => {
    const { child, run, ended } = start({
      library: 'go',
      processes: '2',
      rate: '2',
      duration: '0',
      'log-interval': '5',
      pipeline: pipelineFile,
    });
    await eventually(async () => expect(run.errors).toContain(` ${UNITS} live, `), PATIENCE);
    await eventually(async () => expect(await storedValues()).toBeGreaterThan(UNITS), PATIENCE);
    child.kill('SIGINT');
    const summary = summaryOf(await ended);
    expectNoTrouble(summary);
    const { state, log, value } = summary.messages;
    expect(value.sent).toBe(value.acked + value.unacked);
    expect(state.acked).toBeGreaterThanOrEqual(UNITS);
    expect(log.sent).toBeGreaterThan(0);
    await eventually(async () => expect(await storedValues()).toBeGreaterThanOrEqual(value.acked), PATIENCE);
    // What was not acknowledged may have arrived; without such the counts are the same.
    expect(await storedValues()).toBeLessThanOrEqual(value.acked + value.unacked);
    const commit = await repo.repository.head();
    await eventually(async () => {
      const versions = (await units()).map(
        (unit: { current_commit_version: string }) => unit.current_commit_version,
      );
      expect(versions).toEqual(Array(UNITS).fill(commit));
    }, PATIENCE);
  });

  it('finds its Units again, obeys commands as their libraries do, ends at Ctrl-C and cleans up', async () => {
    const before = (await units()).map(({ uuid }: { uuid: string }) => uuid).sort();
    const { child, run, ended } = start({
      library: 'python,micropython',
      rate: '0',
      duration: '0',
      'state-interval': '5',
      'log-interval': '5',
      clean: true,
    });
    await eventually(async () => expect(run.errors).toContain(` ${UNITS} live, `), PATIENCE);
    expect((await units()).map(({ uuid }: { uuid: string }) => uuid).sort()).toEqual(before);
    const send = (command: string) =>
      maker.ok('POST', `/units/send_command_to_input_base_topic/${before[0]}`, { query: { command } });
    for (const command of ['EnvUpdate', 'SchemaUpdate', 'LogSync']) await send(command);
    await eventually(async () => expect(run.errors).toMatch(/ ([3-9]|\d\d+) commands/), PATIENCE);

    const commit = await repo.repository.commit({ 'main.py': 'print("new")\n' }, 'New version', {
      tag: 'v2.0.0',
    });
    await repo.repository.push();
    await maker.ok('PATCH', `/repository_registry/update_local_repository/${repo.registryUuid}`);
    await maker.ok('PATCH', `/repos/update_units_firmware/${repo.repoUuid}`);
    await eventually(async () => {
      for (const unit of await units())
        expect(unit).toMatchObject({ current_commit_version: commit, firmware_update_status: 'Success' });
    }, PATIENCE);

    child.kill('SIGINT');
    const summary = summaryOf(await ended);
    expect(summary.commands.Update.handled).toBe(UNITS);
    expect(summary.received.commands).toBeGreaterThanOrEqual(UNITS + 3);
    expectNoTrouble(summary);
    expect(await units()).toEqual([]);
  });

  it('says what is wrong, and what to do about it', async () => {
    const { code, errors } = await start({ repo: 'no-such-repo' }).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/no Repo "no-such-repo".*--repository/s);
    expect((await start({ untis: '5' }).ended).code).toBe(2);
  });
});
