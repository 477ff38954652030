import {
  createUnitNodeEdge,
  deleteUnit,
  describeUnitFirmware,
  getDeviceAccess,
  getUnit,
  getUnitEnv,
  getUnitSchema,
  getUnitTargetVersion,
  sendUnitCommand,
  setUnitEnv,
  unitCreated,
  unitDeleted,
  unitNodeCreated,
  unitNodeDeleted,
  unitUpdateFinished,
  unitUpdateRequested,
  type UnitView,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { mayUse } from './support/may-use';
import { asUnit, DOMAIN, newUser, UnitsRig, version } from './support/units-rig';

describe('the way of a Unit', () => {
  let rig: UnitsRig;
  const maker = newUser();
  let repo: PlayedRepo;
  let firstCommit: string;
  let thermometer: UnitView;
  let pinned: UnitView;
  let fan: UnitView;

  beforeAll(async () => {
    rig = await UnitsRig.start();
    repo = fleet.addRepo();
    firstCommit = fleet.push(repo, version(['interval/pepeunit'], ['temperature/pepeunit']), 'v1');
  });
  afterAll(() => rig.stop());

  it('is created with the nodes of its target version', async () => {
    thermometer = await rig.create(maker, repo);
    pinned = await rig.create(maker, repo, {
      isAutoUpdateFromRepoUnit: false,
      repoBranch: 'main',
      repoCommit: firstCommit,
    });
    const fanRepo = fleet.addRepo();
    fleet.push(fanRepo, version(['speed/pepeunit'], []), 'v1');
    fan = await rig.create(maker, fanRepo);

    expect(thermometer).toMatchObject({ creatorUuid: maker.uuid, unitNodes: [], unitState: null });
    const nodes = await rig.nodes(maker, thermometer);
    expect(nodes.map(({ type, topicName }) => `${type} ${topicName}`).sort()).toEqual([
      'Input interval/pepeunit',
      'Output temperature/pepeunit',
    ]);
    expect(nodes[0]).toMatchObject({ isDataPipeActive: true, dataPipeStatus: 'Active', maxConnections: 10 });
    await eventually(() => expect(fleet.eventsOf(unitCreated, thermometer.uuid)).toHaveLength(1));
    await eventually(() =>
      expect(
        fleet.eventsOf(unitNodeCreated).filter(({ data }) => data.unitUuid === thermometer.uuid),
      ).toHaveLength(2),
    );
  });

  it('has an env whose keys stay, and keeps what is set', async () => {
    const ask = async () => (await rig.ask(maker, getUnitEnv, { uuid: thermometer.uuid })).env;
    const env = await ask();
    expect(env).toMatchObject({
      INTERVAL: 5,
      PU_DOMAIN: DOMAIN,
      PU_HTTP_TYPE: 'http',
      PU_MQTT_HOST: 'broker.test',
      PU_MQTT_PORT: 1883,
      PU_COMMIT_VERSION: firstCommit,
    });
    expect(env['PU_AUTH_TOKEN']).toHaveLength(163);
    expect(await ask()).toEqual(env);
    const envJson = JSON.stringify({ INTERVAL: 7, UNKNOWN: 1 });
    await rig.ask(maker, setUnitEnv, { uuid: thermometer.uuid, envJson });
    expect(await ask()).toEqual({ ...env, INTERVAL: 7 });
  });

  it('describes its firmware', async () => {
    const firmware = await rig.ask(asUnit(thermometer), describeUnitFirmware, { uuid: thermometer.uuid });
    expect(firmware).toMatchObject({ registryUuid: repo.repositoryRegistryUuid, commit: firstCommit });
    expect(JSON.parse(firmware.files['env.json'] as string)).toMatchObject({ INTERVAL: 7 });
    const { schema } = await rig.ask(maker, getUnitSchema, { uuid: thermometer.uuid });
    expect(JSON.parse(firmware.files['schema.json'] as string)).toEqual(schema);
    const temperature = await rig.node(maker, thermometer, 'temperature/pepeunit');
    expect(schema['output_topic']).toEqual({
      'temperature/pepeunit': [`${DOMAIN}/${temperature.uuid}/pepeunit`],
    });
  });

  it('is heard by another Unit once an edge links them', async () => {
    const output = await rig.node(maker, thermometer, 'temperature/pepeunit');
    const input = await rig.node(maker, fan, 'speed/pepeunit');
    const before = await rig.ask(maker, getDeviceAccess, { unitUuid: fan.uuid });
    await rig.ask(maker, createUnitNodeEdge, { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid });

    const after = await rig.ask(maker, getDeviceAccess, { unitUuid: fan.uuid });
    expect(after?.accessVersion).toBeGreaterThan(before?.accessVersion ?? 0);
    // The connection holds what is the Unit's own; what an edge gives is asked about, so that it can be taken back.
    expect(after?.rules.find(({ action }) => action === 'subscribe')?.topics).toEqual([
      `${DOMAIN}/${input.uuid}/pepeunit`,
    ]);
    expect(await mayUse(rig, fan, 'subscribe', `${DOMAIN}/${output.uuid}/pepeunit`)).toBe(true);
    expect(rig.commands(fan)).toEqual([]);
    await rig.connect(fan);
    await eventually(() => expect(rig.commands(fan)).toHaveLength(1));
    expect(rig.commands(fan)[0]).toEqual({
      topic: `${DOMAIN}/input_base_topic/${fan.uuid}/schema_update/pepeunit`,
      payload: '{"COMMAND":"SchemaUpdate"}',
    });
    const { schema } = await rig.ask(asUnit(fan), getUnitSchema, { uuid: fan.uuid });
    expect(schema['input_topic']).toEqual({
      'speed/pepeunit': [`${DOMAIN}/${input.uuid}/pepeunit`, `${DOMAIN}/${output.uuid}/pepeunit`],
    });
  });

  it('follows its Repo to a new version, and a pinned one stays', async () => {
    await rig.connect(thermometer);
    await rig.connect(pinned);
    await rig.sendState(thermometer, { pu_commit_version: firstCommit });
    await rig.sendState(pinned, { pu_commit_version: firstCommit });
    const second = fleet.push(repo, version(['interval/pepeunit'], ['humidity/pepeunit']), 'v2');
    expect(await rig.ask(maker, getUnitTargetVersion, { uuid: thermometer.uuid })).toEqual({
      commit: second,
      tag: 'v2',
    });
    await rig.requestUpdates(repo);

    await eventually(() => expect(rig.commands(thermometer)).toHaveLength(1));
    expect(rig.commands(thermometer)[0]).toEqual({
      topic: `${DOMAIN}/input_base_topic/${thermometer.uuid}/update/pepeunit`,
      payload: `{"COMMAND":"Update","PU_COMMIT_VERSION":"${second}"}`,
    });
    expect(await rig.ask(maker, getUnit, { uuid: thermometer.uuid })).toMatchObject({
      firmwareUpdateStatus: 'RequestSent',
      lastFirmwareUpdateDatetime: expect.any(Date),
    });
    await eventually(() =>
      expect(fleet.eventsOf(unitUpdateRequested, thermometer.uuid).at(-1)?.data.commit).toBe(second),
    );
    expect((await rig.nodes(maker, thermometer)).map(({ topicName }) => topicName).sort()).toEqual([
      'humidity/pepeunit',
      'interval/pepeunit',
    ]);
    // The fan listened to a node that is gone.
    await eventually(() => expect(rig.commands(fan)).toHaveLength(2));

    await rig.disconnect(thermometer);
    await rig.connect(thermometer);
    await rig.sendState(thermometer, { pu_commit_version: second });
    await eventually(async () =>
      expect(await rig.ask(maker, getUnit, { uuid: thermometer.uuid })).toMatchObject({
        currentCommitVersion: second,
        firmwareUpdateStatus: 'Success',
        lastFirmwareUpdateDatetime: null,
      }),
    );
    await eventually(() =>
      expect(fleet.eventsOf(unitUpdateFinished, thermometer.uuid).at(-1)?.data).toMatchObject({
        commit: second,
        status: 'Success',
      }),
    );
    expect(rig.commands(pinned)).toEqual([]);
    expect(await rig.ask(maker, getUnit, { uuid: pinned.uuid })).toMatchObject({
      currentCommitVersion: firstCommit,
      firmwareUpdateStatus: null,
    });
    expect(await rig.nodes(maker, pinned)).toHaveLength(2);
  });

  it('is deleted with its nodes, and its device is sent away', async () => {
    const nodes = await rig.nodes(maker, thermometer);
    await rig.ask(maker, deleteUnit, { uuid: thermometer.uuid });
    expect(fleet.kicked).toContain(thermometer.uuid);
    await expect(rig.ask(maker, getUnit, { uuid: thermometer.uuid })).rejects.toThrow(
      '422: 2: Validation Error',
    );
    await eventually(() => {
      const [deleted] = fleet.eventsOf(unitDeleted, thermometer.uuid);
      expect(deleted?.data.nodeUuids.sort()).toEqual(nodes.map(({ uuid }) => uuid).sort());
    });
    await eventually(() =>
      expect(
        fleet.eventsOf(unitNodeDeleted).filter(({ data }) => nodes.some(({ uuid }) => uuid === data.uuid)),
      ).toHaveLength(nodes.length),
    );
    await expect(
      rig.ask(maker, sendUnitCommand, { uuid: thermometer.uuid, command: 'Update' }),
    ).rejects.toThrow('422: 2: Validation Error');
  });
});
