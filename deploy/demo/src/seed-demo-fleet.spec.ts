import { FAN, THERMOMETER } from './fleet';
import { SeededFleet, seedDemoFleet } from './seed-demo-fleet';
import { ContractServer } from './testing/contract-server';

describe('seedDemoFleet', () => {
  let server: ContractServer;
  let apiUrl: string;
  let lines: string[];
  beforeEach(async () => {
    server = new ContractServer();
    server.topics = {
      [THERMOMETER.unitName]: { Input: [], Output: Object.keys(THERMOMETER.pipelines) },
      [FAN.unitName]: { Input: ['temperature/pepeunit'], Output: Object.keys(FAN.pipelines) },
    };
    apiUrl = await server.listen();
    lines = [];
  });
  afterEach(() => server.close());

  const seed = (options: { gitUrl?: string; password?: string } = {}): Promise<SeededFleet> =>
    seedDemoFleet({
      apiUrl,
      gitUrl: 'http://127.0.0.1:9418/',
      login: 'demo',
      password: 'correct horse',
      log: (line) => lines.push(line),
      ...options,
    });
  const policies = (): Record<string, string> =>
    Object.fromEntries(
      server.uploads.map(({ uuid, yaml }) => [
        server.nodes.find((node) => node.uuid === uuid)?.topic_name ?? '',
        /policy_type: (\w+)/.exec(yaml)?.[1] ?? '',
      ]),
    );

  it('makes user, registries, Repos, Units, edge and a pipeline of each policy', async () => {
    const fleet = await seed();
    expect(server.registries).toMatchObject([
      {
        platform: 'Gitlab',
        repository_url: 'http://127.0.0.1:9418/thermometer.git',
        is_public_repository: true,
      },
      { platform: 'Gitlab', repository_url: 'http://127.0.0.1:9418/fan.git' },
    ]);
    expect(server.repos.map(({ name }) => name)).toEqual(['demo-thermometer', 'demo-fan']);
    expect(server.units).toMatchObject([
      { uuid: fleet.thermometer.unitUuid, is_auto_update_from_repo_unit: true },
      { uuid: fleet.fan.unitUuid },
    ]);
    expect(server.edges).toMatchObject([
      {
        node_output_uuid: fleet.thermometer.nodes['temperature/pepeunit'],
        node_input_uuid: fleet.fan.nodes['temperature/pepeunit'],
      },
    ]);
    expect(policies()).toEqual({
      'temperature/pepeunit': 'TimeWindow',
      'temperature_average/pepeunit': 'Aggregation',
      'humidity/pepeunit': 'NRecords',
      'fan_speed/pepeunit': 'LastValue',
    });
  });

  it('recognises what an earlier start made, and leaves a pipeline that was changed since', async () => {
    const first = await seed();
    lines.length = 0;
    expect(await seed()).toEqual(first);
    expect(lines).toEqual([]);
    expect(
      [server.users, server.registries, server.repos, server.units, server.edges].map((l) => l.length),
    ).toEqual([1, 2, 2, 2, 1]);
    expect(server.uploads).toHaveLength(4);
  });

  it('has a copy made anew that failed on an earlier start', async () => {
    const first = await seed();
    server.registries.forEach((registry) => (registry.sync_status = 'Error'));
    expect(await seed()).toEqual(first);
  });

  it('waits for services that are still starting', async () => {
    server.busyAnswers = 1;
    await expect(seed()).resolves.toMatchObject({ token: 'user-token' });
  });

  it('says what is wrong: password, Git address, failed copy', async () => {
    await seed();
    await expect(seed({ password: 'other' })).rejects.toThrow('403');
    await expect(seed({ gitUrl: 'http://127.0.0.1:1' })).rejects.toThrow('another Git address');
    server.registries.length = 0;
    server.syncStatus = 'Error';
    await expect(seed()).rejects.toThrow('422: 5: no');
  });
});
