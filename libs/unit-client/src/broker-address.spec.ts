import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TlsOptions, brokerAddress } from './broker-address';
import { DeviceFileError } from './errors';
import { MqttClient } from './mqtt-client';
import { Settings } from './settings';
import { DeviceFolder, TOKEN, makeDeviceFolder } from './testing/device-folder';
import { TLS_CERTIFICATE } from './testing/tls-identity';
import { Door, TinyBroker } from './testing/tiny-broker';

describe('the way to the broker', () => {
  let device: DeviceFolder;
  afterEach(() => device.remove());

  const address = (env: Record<string, unknown>, tls?: TlsOptions) => {
    device = makeDeviceFolder(env);
    return brokerAddress(new Settings(device.envFilePath), tls);
  };

  it('is plain TCP unless the settings name another', () => {
    expect(address({})).toEqual({ protocol: 'mqtt', host: '127.0.0.1', port: 1883 });
  });

  it('takes no certificates where there is no TLS', () => {
    expect(address({ PU_MQTT_PROTOCOL: 'ws', PU_MQTT_PORT: 8083 }, { ca: 'unused' })).toEqual({
      protocol: 'ws',
      host: '127.0.0.1',
      port: 8083,
      path: '/mqtt',
      wsOptions: {},
    });
  });

  it('believes the authorities of a file beside env.json, or those that the program brings', () => {
    const env = { PU_MQTT_PROTOCOL: 'mqtts', PU_MQTT_CA_FILE: 'ca.pem' };
    device = makeDeviceFolder(env);
    writeFileSync(join(device.path, 'ca.pem'), 'authorities');
    const settings = new Settings(device.envFilePath);
    expect(brokerAddress(settings)).toMatchObject({ ca: Buffer.from('authorities') });
    expect(brokerAddress(settings, { ca: 'brought', cert: 'c', key: 'k' })).toMatchObject({
      ca: 'brought',
      cert: 'c',
      key: 'k',
    });
  });

  it.each([
    ['an unknown protocol', { PU_MQTT_PROTOCOL: 'tls' }, /PU_MQTT_PROTOCOL is tls/],
    ['authorities that are not there', { PU_MQTT_PROTOCOL: 'wss', PU_MQTT_CA_FILE: 'gone.pem' }, /ENOENT/],
  ])('%s is an error and no reason to go without TLS', (_what, env, message) => {
    expect(() => address(env)).toThrow(DeviceFileError);
    device.remove();
    expect(() => address(env)).toThrow(message);
  });

  describe.each(['mqtts', 'ws', 'wss'] as Door[])('over %s', (door) => {
    let broker: TinyBroker;
    let client: MqttClient;
    const make = async (tls?: TlsOptions): Promise<MqttClient> => {
      broker = new TinyBroker(door);
      device = makeDeviceFolder({ PU_MQTT_PORT: await broker.listen(), PU_MQTT_PROTOCOL: door });
      return (client = new MqttClient(new Settings(device.envFilePath), { tls }));
    };
    afterEach(async () => {
      await client.disconnect();
      await broker.close();
    });

    it('a device connects, subscribes, publishes and hears', async () => {
      await make({ ca: TLS_CERTIFICATE });
      await client.connect();
      expect(broker.connects).toMatchObject([{ protocolVersion: 4, username: TOKEN }]);
      expect(await client.subscribeTopics(['example.com/in'])).toEqual([]);
      const heard = new Promise((resolve) =>
        client.setInputHandler((topic, payload) => resolve([topic, payload.toString()])),
      );
      broker.send('example.com/in', 'hello');
      expect(await heard).toEqual(['example.com/in', 'hello']);
      await client.publish('example.com/out', '21.5');
      expect(broker.published[0]?.payload.toString()).toBe('21.5');
    });

    if (door !== 'ws') {
      it('a broker that nobody vouches for is not believed', async () => {
        await make();
        await expect(client.connect()).rejects.toThrow(/self-signed certificate/);
        expect(broker.connects).toEqual([]);
      });
    }
  });
});
