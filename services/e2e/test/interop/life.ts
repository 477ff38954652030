import { eventually } from '@unitfleet/testing';
import { GoDevice } from './go-device';
import type { InteropDevice, Place } from './interop-device';
import { MicropythonDevice } from './micropython-device';
import { type DeviceRepo, deviceFiles, INPUT, OUTPUT, PRIVATE_OUTPUT, type Stage } from './stage';

type DeviceClass = new (place: Place, disk: Map<string, Buffer>) => InteropDevice;

/** The life of a device, told once for each library. */
export const describeLife = (kind: string, library: DeviceClass, get: () => Stage): void => {
  describe(`a device of the ${kind} library`, () => {
    let stage: Stage;
    let repo: DeviceRepo;
    let device: InteropDevice;
    let sender: InteropDevice;
    const known = () => stage.maker.ok('GET', `/units/${device.unit}`);
    const obeyed = (name: string): number => device.obeyed.filter((command) => command.name === name).length;

    beforeAll(async () => {
      stage = get();
      repo = await stage.createRepo(kind, kind === 'golang');
    });
    afterEach(() => {
      for (const each of [device, sender]) expect(each?.complaints.splice(0) ?? []).toEqual([]);
      if (device instanceof MicropythonDevice) expect(device.dropped.splice(0)).toEqual([]);
    });

    it('is flashed with an archive that its unpacker understands', async () => {
      device = await stage.flash(library, await stage.createUnit(`${kind}-1`, repo));
      sender = await stage.flash(library, await stage.createUnit(`${kind}-2`, repo));
      const programs = kind === 'golang' ? [] : ['lib/sensor.py', 'main.py'];
      expect([...device.disk.keys()].sort()).toEqual(['env.json', ...programs, 'schema.json']);
      expect(device.env).toMatchObject({
        PU_COMMIT_VERSION: await repo.repository.head(),
        PU_MQTT_PORT: stage.fleet.mqttPort,
        PU_MQTT_KEEPALIVE: 60,
        PU_MQTT_PING_INTERVAL: 20,
        INTERVAL: 5,
      });
      expect(String(device.env.PU_AUTH_TOKEN)).toHaveLength(163);
      expect(device.schema.output_base_topic['state/pepeunit']).toHaveLength(1);
    });

    it('connects, is granted every topic of its schema and tells its state', async () => {
      await device.switchOn();
      await sender.switchOn();
      const commit = await repo.repository.head();
      await eventually(async () => expect(await known()).toMatchObject({ current_commit_version: commit }));
      const { unit_state } = await known();
      expect(unit_state).toMatchObject({ mem_free: expect.any(Number), freq: expect.any(Number) });
    });

    it('has its values stored', async () => {
      const node = (await stage.nodesOf(device.unit))[OUTPUT];
      await eventually(async () => {
        await device.publish(OUTPUT, '21.5');
        expect(await stage.maker.ok('GET', `/unit_nodes/${node}`)).toMatchObject({ state: '21.5' });
      });
      // Of topics without the suffix the platform knows nothing.
      await device.publish(PRIVATE_OUTPUT, '1');
    });

    it('has its log stored with the times that it tells', async () => {
      const { line, at } = device.logLine(`a line of ${kind}`);
      await device.publish('log/pepeunit', JSON.stringify(line));
      await eventually(async () => {
        const stored = (await stage.logOf(device.unit)).find(({ text }) => text === line.text);
        expect(stored).toMatchObject({ level: 'Info', create_datetime: expect.stringContaining(at) });
      });
    });

    it('hears what a person sets', async () => {
      const node = (await stage.nodesOf(device.unit))[INPUT];
      await stage.maker.ok('PATCH', `/unit_nodes/set_state_input/${node}`, { json: { state: 'быстро 7' } });
      await eventually(() => expect(device.heard.at(-1)).toMatchObject({ name: INPUT, payload: 'быстро 7' }));
    });

    it('takes three commands given at once one after the other', async () => {
      const env_json_string = JSON.stringify({ GREETING: 'good evening' });
      await stage.maker.ok('PATCH', `/units/env/${device.unit}`, { json: { env_json_string } });
      await Promise.all(
        ['EnvUpdate', 'SchemaUpdate', 'LogSync'].map((name) => stage.command(device.unit, name)),
      );
      await eventually(() => {
        for (const name of ['env_update', 'schema_update', 'log_sync']) {
          expect(obeyed(`${name}/pepeunit`)).toBeGreaterThan(0);
        }
      });
      expect(device.env).toMatchObject({ GREETING: 'good evening' });
      await eventually(async () => {
        const texts = (await stage.logOf(device.unit)).map(({ text }) => text);
        expect(texts).toContain(`a line of ${kind}`);
      });
    });

    it('hears another device by an edge', async () => {
      const before = obeyed('schema_update/pepeunit');
      const json = {
        node_output_uuid: (await stage.nodesOf(sender.unit))[OUTPUT],
        node_input_uuid: (await stage.nodesOf(device.unit))[INPUT],
      };
      const edge = await stage.maker.call('POST', '/unit_nodes/create_unit_node_edge', { json });
      expect(edge.status).toBe(201);
      await eventually(() => expect(obeyed('schema_update/pepeunit')).toBeGreaterThan(before));
      expect(device.schema.input_topic[INPUT]).toEqual([
        `${stage.fleet.domain}/${json.node_input_uuid}/pepeunit`,
        `${stage.fleet.domain}/${json.node_output_uuid}/pepeunit`,
      ]);
      await eventually(async () => {
        await sender.publish(OUTPUT, '19.25');
        expect(device.heard.at(-1)).toMatchObject({ name: INPUT, payload: '19.25' });
      });
    });

    it('keeps a text at the platform, which comes back as a JSON literal', async () => {
      const path = (verb: string): string => `/units/${verb}_state_storage/${device.unit}`;
      expect((await device.get(path('get'))).body.toString()).toBe('""');
      const state = '{"speed": 40, "unit": "°C"}';
      expect(await device.post(path('set'), { state })).toMatchObject({ status: 204 });
      const { status, body } = await device.get(path('get'));
      expect([status, body.toString('utf8')]).toEqual([200, JSON.stringify(state)]);
    });

    it('finds out who is linked to whom', async () => {
      const outputs = await stage.nodesOf(sender.unit);
      const page = 'limit=10&offset=0';
      const inputs = await device.get(
        `/unit_nodes?order_by_create_date=desc&output_uuid=${outputs[OUTPUT]}&${page}`,
      );
      expect(inputs.status).toBe(200);
      expect(JSON.parse(inputs.body.toString())).toMatchObject({
        count: 1,
        unit_nodes: [{ topic_name: INPUT, unit_uuid: device.unit, type: 'Input' }],
      });
      const order = 'order_by_unit_name=asc&order_by_create_date=desc&order_by_last_update=desc';
      const own = (await stage.nodesOf(device.unit))[OUTPUT];
      const nodes = `unit_node_uuids=${outputs[OUTPUT]}&unit_node_uuids=${own}`;
      const units = await device.get(`/units?is_include_output_unit_nodes=true&${order}&${page}&${nodes}`);
      const found = JSON.parse(units.body.toString());
      expect(found.count).toBe(2);
      const told = found.units.find(({ name }: { name: string }) => name === `${kind}-2`);
      expect(told.unit_nodes).toMatchObject([{ uuid: outputs[OUTPUT], state: '19.25' }]);
    });

    it('comes back with a schema that is out of date, and is told', async () => {
      await device.switchOff();
      const stale = device.schema.input_topic[INPUT];
      const before = obeyed('schema_update/pepeunit');
      await stage.maker.ok('DELETE', `/units/${sender.unit}`);
      expect(stale).toHaveLength(2);
      await sender.disconnected();
      await sender.switchOff();
      // The topic of a node that is gone is granted: a refusal would never let MicroPython out of its loop.
      await device.switchOn();
      await eventually(() => expect(obeyed('schema_update/pepeunit')).toBeGreaterThan(before));
      expect(device.schema.input_topic[INPUT]).toEqual(stale?.slice(0, 1));
    });

    it('comes back by itself after its connection was cut', async () => {
      const { connections } = device;
      await device.loseConnection();
      await eventually(() => expect(device.connections).toBeGreaterThan(connections));
      const node = (await stage.nodesOf(device.unit))[INPUT];
      await eventually(async () => {
        await stage.maker.ok('PATCH', `/unit_nodes/set_state_input/${node}`, { json: { state: 'again' } });
        expect(device.heard.at(-1)).toMatchObject({ payload: 'again' });
      });
    });

    it('becomes a new version when its repository does', async () => {
      const files = deviceFiles({ 'main.py': 'print("the second version")\n' });
      const commit = await stage.release(kind, repo, 'v2.0.0', files);
      await eventually(
        async () =>
          expect(await known()).toMatchObject({
            current_commit_version: commit,
            firmware_update_status: 'Success',
          }),
        { timeoutMs: 120_000 },
      );
      const { payload } = device.obeyed.find(({ name }) => name === 'update/pepeunit')!;
      expect(payload).toMatchObject({ COMMAND: 'Update', PU_COMMIT_VERSION: commit });
      expect(device.env).toMatchObject({ PU_COMMIT_VERSION: commit, GREETING: 'good evening' });
      const program = device.disk.get(kind === 'golang' ? 'program' : 'main.py')?.toString();
      expect(program).toBe(kind === 'golang' ? 'the program of v2.0.0' : 'print("the second version")\n');
    });

    it('meets a second process of its token', async () => {
      await device.switchOff();
      await device.switchOn();
      const twin = stage.machine(library, new Map(device.disk));
      const { connections } = device;
      await twin.switchOn();
      if (device instanceof GoDevice) {
        // Its client ids are random: both stay.
        await device.publish(OUTPUT, '22');
        expect([device.isConnected, twin.isConnected]).toEqual([true, true]);
      } else {
        // The Unit is the client id: they end each other's connections until one of them is switched off.
        await eventually(() => expect(device.connections).toBeGreaterThan(connections));
      }
      await twin.switchOff();
      await eventually(() => expect(device.isConnected).toBe(true));
    });

    it('is out when its Unit is deleted', async () => {
      await stage.maker.ok('DELETE', `/units/${device.unit}`);
      await device.disconnected();
      // One that is back before everybody has heard of it is let in, and ended, once more.
      await eventually(async () => {
        await device.switchOff();
        await expect(device.switchOn()).rejects.toThrow('CONNACK 5');
      });
      await device.switchOff();
      device.complaints.splice(0);
      expect((await device.get(`/units/env/${device.unit}`)).status).toBe(403);
    });
  });
};
