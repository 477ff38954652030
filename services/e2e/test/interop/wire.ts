import { createConnection } from 'node:net';
import * as mqtt from './mqtt-bytes';
import { naiveHttp } from './naive-http';
import { GoDevice } from './go-device';
import { type DeviceRepo, OUTPUT, type Stage } from './stage';

const API = '/pepeunit/api/v1';

/** What the libraries take for granted of the broker and of HTTP, told in bytes. */
export const describeWire = (get: () => Stage): void => {
  describe('the bytes on the wire', () => {
    let stage: Stage;
    let repo: DeviceRepo;
    let device: GoDevice;
    let token: string;

    beforeAll(async () => {
      stage = get();
      repo = await stage.createRepo('wired', true);
      device = await stage.flash(GoDevice, await stage.createUnit('wired-1', repo));
      token = String(device.env.PU_AUTH_TOKEN);
    });

    /** Sends, and reads so many bytes; fewer when the broker ends the connection. */
    const converse = (bytes: Buffer, wanted: number): Promise<string> =>
      new Promise((resolve, reject) => {
        let read = Buffer.alloc(0);
        const socket = createConnection({ host: '127.0.0.1', port: stage.fleet.mqttPort });
        const done = (): void => {
          resolve(read.toString('hex'));
          socket.destroy();
        };
        socket.write(bytes);
        socket.on('data', (chunk: Buffer) => {
          read = Buffer.concat([read, chunk]);
          if (read.length >= wanted) done();
        });
        socket.on('close', done);
        socket.on('error', reject);
      });
    const hello = (fields: Partial<mqtt.ConnectFields> = {}): Buffer =>
      mqtt.connect({
        level: 4,
        clientId: `wire-${Math.random()}`,
        keepAlive: 60,
        username: token,
        ...fields,
      });

    it.each([
      ['MQTT 3.1.1 without a password', {}],
      ['MQTT 3.1.1 with an empty password', { password: '' }],
      ['MQTT 3.1, with a client id that 3.1 has no room for', { level: 3, clientId: 'c'.repeat(36) }],
    ] as [string, Partial<mqtt.ConnectFields>][])('%s is let in', async (_what, fields) => {
      expect(await converse(hello(fields), 4)).toBe('20020000');
    });

    it.each([
      ['garbage', { username: 'garbage' }],
      ['as much garbage as a token is long', { username: 'x'.repeat(163) }],
      ['an empty user name', { username: '' }],
    ] as [string, Partial<mqtt.ConnectFields>][])('%s is refused', async (_what, fields) => {
      expect(await converse(hello(fields), 4)).toBe('20020005');
    });

    it('each SUBSCRIBE has a SUBACK of three bytes, at most with the QoS asked for; a PINGREQ has its answer', async () => {
      const own = device.schema.output_topic[OUTPUT]?.[0] ?? '';
      const bytes = Buffer.concat([
        hello(),
        mqtt.subscribe(1, own, 0),
        mqtt.subscribe(2, own, 1),
        mqtt.PINGREQ,
        mqtt.unsubscribe(3, own),
      ]);
      const answers = await converse(bytes, 4 + 5 + 5 + 2 + 4);
      expect(answers.replace('d000', '')).toBe('20020000' + '9003000100' + '9003000201' + 'b0020003');
      expect(answers).toContain('d000');
    });

    it('a foreign topic is refused, a foreign publish swallowed, and the connection stays', async () => {
      const foreign = `${stage.fleet.domain}/input_base_topic/${repo.uuid}/update/pepeunit`;
      const bytes = Buffer.concat([
        hello(),
        mqtt.subscribe(7, foreign, 0),
        mqtt.publish(foreign, '{}', 0),
        mqtt.publish(foreign, '{}', 1, 8),
        mqtt.subscribe(9, device.schema.output_topic[OUTPUT]?.[0] ?? '', 0),
      ]);
      expect(await converse(bytes, 4 + 5 + 4 + 5)).toBe(
        '20020000' + '9003000780' + '40020008' + '9003000900',
      );
    });

    it('a subscriber of QoS 0 hears QoS 0, whatever was sent', async () => {
      const own = device.schema.output_topic[OUTPUT]?.[0] ?? '';
      const bytes = Buffer.concat([hello(), mqtt.subscribe(1, own, 0), mqtt.publish(own, '7', 1, 2)]);
      const message = mqtt.publish(own, '7', 0);
      const answers = await converse(bytes, 4 + 5 + 4 + message.length);
      expect(answers).toContain(message.toString('hex'));
    });

    it('every answer that a device may get over HTTP says how long it is, errors too', async () => {
      const ask = (path: string, headers: Record<string, string>) =>
        naiveHttp(stage.fleet.origin, `${API}${path}`, { headers });
      const own = { 'x-auth-token': token };
      const unit = device.unit;
      const paths: [string, Record<string, string>, number][] = [
        [`/units/env/${unit}`, own, 200],
        [`/units/get_current_schema/${unit}`, own, 200],
        [`/units/firmware/tgz/${unit}?wbits=9&level=9`, own, 200],
        [`/units/firmware/zip/${unit}`, own, 200],
        [`/units/firmware/tar/${unit}`, own, 200],
        [`/units/get_state_storage/${unit}`, own, 200],
        [`/units/get_target_version/${unit}`, own, 200],
        [`/unit_nodes?order_by_create_date=desc&output_uuid=${unit}&limit=10&offset=0`, own, 200],
        [`/units?is_include_output_unit_nodes=true&limit=10&offset=0&unit_node_uuids=${unit}`, own, 200],
        [`/units/firmware/tgz/${unit}?wbits=99`, own, 422],
        [`/units/env/${repo.uuid}`, own, 422],
        [`/units/env/not-a-uuid`, own, 422],
        [`/units/env/${unit}`, { 'x-auth-token': 'garbage' }, 403],
        [`/units/env/${unit}`, {}, 403],
        [`/nowhere`, own, 404],
      ];
      const statuses: [string, number][] = [];
      for (const [path, headers] of paths) statuses.push([path, (await ask(path, headers)).status]);
      expect(statuses).toEqual(paths.map(([path, , status]) => [path, status]));
    });

    it('a text longer than 64,000 bytes is kept, and cut by the reader alone', async () => {
      const state = 'x'.repeat(70_000);
      const headers = { 'x-auth-token': token, 'content-type': 'application/json' };
      const path = `${API}/units/set_state_storage/${device.unit}`;
      const body = JSON.stringify({ state });
      const set = await naiveHttp(stage.fleet.origin, path, { method: 'POST', headers, body });
      expect([set.status, set.body.length]).toEqual([204, 0]);
      const get = await naiveHttp(stage.fleet.origin, `${API}/units/get_state_storage/${device.unit}`, {
        headers,
      });
      expect([get.status, get.body.length]).toEqual([200, 64_000]);
    });
  });
};
