import { connectAsync, type MqttClient } from 'mqtt';
import { eventually, GitHost } from '@unitfleet/testing';
import { createRepo, signUp, TestFleet, unitFiles, type RestCaller } from '@unitfleet/testing-fleet';

jest.setTimeout(300_000);

const REFUSED_SUBSCRIPTION = 0x80;

/** A device with one Input and one Output, as far as tests of access need it. */
interface Device {
  readonly uuid: string;
  readonly token: string;
  readonly rest: RestCaller;
  readonly input: { readonly uuid: string; readonly topic: string };
  readonly output: { readonly uuid: string; readonly topic: string };
}

/** Who may do what at the broker, and how it ends, with MQTT clients at a whole instance. */
describe('access of devices', () => {
  let fleet: TestFleet;
  let host: GitHost;
  let admin: RestCaller;
  let owner: RestCaller;
  let repoUuid: string;
  const clients: MqttClient[] = [];

  beforeAll(async () => {
    host = await GitHost.start();
    fleet = await TestFleet.start({ settings: { PU_MIN_INTERVAL_SYNC_REPOSITORY: '0' } });
    // The first user of an instance is its administrator.
    admin = fleet.rest(await signUp(fleet.rest(), 'first'));
    owner = fleet.rest(await signUp(fleet.rest(), 'owner'));
    const files = unitFiles({ inputs: ['in/pepeunit'], outputs: ['out/pepeunit'] });
    repoUuid = (await createRepo(host, admin, 'access', files)).repoUuid;
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  });
  afterAll(() => Promise.all([fleet?.stop(), host?.stop()]));

  const makeUnit = async (rest: RestCaller, name: string): Promise<Device> => {
    const json = {
      repo_uuid: repoUuid,
      visibility_level: 'Public',
      name,
      is_auto_update_from_repo_unit: true,
    };
    const { uuid } = await rest.ok('POST', '/units', { json });
    const { unit_nodes } = await rest.ok('GET', '/unit_nodes', { query: { unit_uuid: uuid } });
    const { PU_AUTH_TOKEN: token } = await rest.ok('GET', `/units/env/${uuid}`);
    const nodeOf = (type: string) => {
      const node = unit_nodes.find((one: { type: string }) => one.type === type);
      return { uuid: node.uuid, topic: `${fleet.domain}/${node.uuid}/pepeunit` };
    };
    return { uuid, token, rest: fleet.rest(token), input: nodeOf('Input'), output: nodeOf('Output') };
  };

  /** Connects once, without coming back by itself, as with an empty password. */
  const connect = async ({ uuid, token }: Device): Promise<MqttClient> => {
    const client = await connectAsync(fleet.mqttUrl, {
      protocolVersion: 4,
      clientId: uuid,
      username: token,
      password: '',
      reconnectPeriod: 0,
    });
    clients.push(client);
    return client;
  };
  const isRefused = async (device: Device): Promise<void> => {
    await expect(connect(device)).rejects.toMatchObject({ code: 5 });
  };
  const closed = (client: MqttClient): Promise<void> =>
    new Promise((resolve) => client.once('close', () => resolve()));
  /** What the broker grants: a QoS, or the refusal. */
  const subscribed = async (client: MqttClient, topic: string): Promise<number> => {
    const refused = new Promise<number>((resolve) =>
      client.on('packetreceive', (packet) => {
        if (packet.cmd === 'suback') resolve(packet.granted[0] as number);
      }),
    );
    await client.subscribeAsync(topic).catch(() => undefined);
    return refused;
  };
  const heard = (client: MqttClient): string[] => {
    const messages: string[] = [];
    client.on('message', (_topic, payload) => messages.push(payload.toString()));
    return messages;
  };

  it('a block ends the connections of the owner’s devices, and lets none in until it is lifted', async () => {
    const offender = fleet.rest(await signUp(fleet.rest(), 'offender'));
    const { users } = await admin.ok('GET', '/users', { query: { search_string: 'offender' } });
    const device = await makeUnit(offender, 'blocked-device');
    const end = closed(await connect(device));
    await admin.ok('PATCH', `/users/block/${users[0].uuid}`);
    await end;
    await eventually(() => isRefused(device));
    await admin.ok('PATCH', `/users/unblock/${users[0].uuid}`);
    await eventually(() => connect(device));
  });

  it('a deletion ends the connection for good', async () => {
    const device = await makeUnit(owner, 'deleted-device');
    const end = closed(await connect(device));
    await owner.ok('DELETE', `/units/${device.uuid}`);
    await end;
    await eventually(() => isRefused(device));
  });

  it('an Input is written to by others while it is rewritable, and not a moment longer', async () => {
    const [target, writer] = [await makeUnit(owner, 'target'), await makeUnit(admin, 'writer')];
    const [listening, writing] = [await connect(target), await connect(writer)];
    const messages = heard(listening);
    await expect(subscribed(listening, target.input.topic)).resolves.toBeLessThan(REFUSED_SUBSCRIPTION);
    const write = (text: string) => writing.publishAsync(target.input.topic, text, { qos: 1 });
    const open = (isOpen: boolean) =>
      owner.ok('PATCH', `/unit_nodes/${target.input.uuid}`, { json: { is_rewritable_input: isOpen } });

    await write('too early');
    await open(true);
    await eventually(async () => {
      await write('welcome');
      expect(messages).toContain('welcome');
    });
    expect(messages).not.toContain('too early');
    await open(false);
    let number = 0;
    await eventually(async () => {
      const [late, own] = [`late ${(number += 1)}`, `own ${number}`];
      await write(late);
      // The owner's way in is still open: what it says comes behind what the device said.
      await owner.ok('PATCH', `/unit_nodes/set_state_input/${target.input.uuid}`, { json: { state: own } });
      await eventually(() => expect(messages).toContain(own));
      expect(messages).not.toContain(late);
    });
    // An own Output is nobody else's to write to.
    await writing.publishAsync(target.output.topic, 'forged', { qos: 1 });
    expect(writing.connected).toBe(true);
  });

  it('who loses sight of a node hears it until its schema was fetched, and is sent away then', async () => {
    const [source, listener] = [await makeUnit(owner, 'source'), await makeUnit(admin, 'listener')];
    const [sending, listening] = [await connect(source), await connect(listener)];
    const messages = heard(listening);
    const json = { node_output_uuid: source.output.uuid, node_input_uuid: listener.input.uuid };
    await admin.ok('POST', '/unit_nodes/create_unit_node_edge', { json });
    await expect(subscribed(listening, source.output.topic)).resolves.toBeLessThan(REFUSED_SUBSCRIPTION);
    await sending.publishAsync(source.output.topic, 'open', { qos: 1 });
    await eventually(() => expect(messages).toContain('open'));

    // The sight that came with the edge goes with it; nothing else shows the node.
    await owner.ok('PATCH', `/unit_nodes/${source.output.uuid}`, { json: { visibility_level: 'Private' } });
    await admin.ok('DELETE', '/unit_nodes/delete_unit_node_edge', {
      query: { node_output_uuid: source.output.uuid, node_input_uuid: listener.input.uuid },
    });
    await expect(subscribed(listening, source.output.topic)).resolves.toBeLessThan(REFUSED_SUBSCRIPTION);
    const end = closed(listening);
    const schema = await listener.rest.ok('GET', `/units/get_current_schema/${listener.uuid}`);
    expect(schema.input_topic['in/pepeunit']).toEqual([listener.input.topic]);
    await end;
    const again = await connect(listener);
    await expect(subscribed(again, source.output.topic)).resolves.toBe(REFUSED_SUBSCRIPTION);
    expect(again.connected).toBe(true);
  });

  it('a node that has gone may be subscribed to, wildcards over others may not', async () => {
    const device = await makeUnit(owner, 'curious');
    const client = await connect(device);
    const vanished = `${fleet.domain}/11111111-1111-4111-8111-111111111111/pepeunit`;
    await expect(subscribed(client, vanished)).resolves.toBeLessThan(REFUSED_SUBSCRIPTION);
    for (const filter of ['#', `${fleet.domain}/+/pepeunit`, `${fleet.domain}/#`, '$SYS/#'])
      await expect(subscribed(client, filter)).resolves.toBe(REFUSED_SUBSCRIPTION);
    const own = `${fleet.domain}/input_base_topic/${device.uuid}/#`;
    await expect(subscribed(client, own)).resolves.toBeLessThan(REFUSED_SUBSCRIPTION);
    expect(client.connected).toBe(true);
  });
});
