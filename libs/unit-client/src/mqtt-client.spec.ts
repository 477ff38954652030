import { once } from 'node:events';
import { MqttError } from './errors';
import { MqttClient, MqttClientOptions } from './mqtt-client';
import { Settings } from './settings';
import { DeviceFolder, TOKEN, UNIT, makeDeviceFolder } from './testing/device-folder';
import { TinyBroker } from './testing/tiny-broker';

describe('MqttClient', () => {
  let broker: TinyBroker;
  let device: DeviceFolder;
  let port: number;
  let client: MqttClient;
  beforeEach(async () => {
    broker = new TinyBroker();
    port = await broker.listen();
    device = makeDeviceFolder({ PU_MQTT_PORT: port });
  });
  afterEach(async () => {
    await client.disconnect();
    await broker.close();
    device.remove();
  });

  const open = async (options?: MqttClientOptions): Promise<void> => {
    client = new MqttClient(new Settings(device.envFilePath), options);
    await client.connect();
  };

  it('connects as the platform expects it of a device', async () => {
    await open();
    expect(broker.connects).toMatchObject([
      { protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: UNIT, username: TOKEN, keepalive: 60 },
    ]);
    expect(broker.connects[0]?.password).toHaveLength(0);
    expect(client.connected).toBe(true);
  });

  it('says why it could not connect', async () => {
    broker.connackCode = 5;
    await expect(open()).rejects.toThrow(/Not authorized/);
    expect(client.connected).toBe(false);
    await expect(client.publish('a', 'b')).rejects.toThrow(MqttError);
  });

  it('tries as often as it is told', async () => {
    broker.connackCode = 3;
    client = new MqttClient(new Settings(device.envFilePath));
    const connecting = client.connect({ attempts: Infinity });
    await once(broker, 'connect');
    broker.connackCode = 0;
    await connecting;
    expect(broker.connects).toHaveLength(2);
  });

  it('publishes with QoS 1 and resolves at the acknowledgement', async () => {
    broker.acknowledges = false;
    await open();
    let acknowledged = false;
    const publishing = client.publish('example.com/x', '21.5').then(() => (acknowledged = true));
    const packet = await broker.publishOn('example.com/x');
    expect(packet).toMatchObject({ qos: 1, retain: false, messageId: expect.any(Number) });
    expect(packet.payload.toString()).toBe('21.5');
    expect(acknowledged).toBe(false);
    // What was not acknowledged is sent again on the next connection.
    broker.acknowledges = true;
    broker.dropAll();
    await publishing;
    expect(broker.published[1]).toMatchObject({ messageId: packet.messageId });
  });

  it('refuses to hold more than it may while the broker is away', async () => {
    broker.acknowledges = false;
    await open({ maxPending: 2 });
    const waiting = [client.publish('t', '1'), client.publish('t', '2')];
    await expect(client.publish('t', '3')).rejects.toThrow('2 messages wait');
    waiting.forEach((publish) => publish.catch(() => undefined));
    broker.acknowledges = true;
    broker.dropAll();
    await Promise.all(waiting);
  });

  it('refuses at once what would cost it the connection', async () => {
    await open({ maxPayloadBytes: 4 });
    await expect(client.publish('t', '°°°')).rejects.toMatchObject({ code: 'too-large' });
    await client.publish('t', '1234');
    expect(broker.published).toHaveLength(1);
  });

  it('publishes with QoS 0 when told so', async () => {
    await open({ qos: 0 });
    await client.publish('t', 'x');
    expect(await broker.publishOn('t')).toMatchObject({ qos: 0 });
  });

  it('subscribes one topic per packet and names those that were refused', async () => {
    broker.refuseTopics.add('b');
    await open();
    await expect(client.subscribeTopics(['a', 'b', 'c'])).resolves.toEqual(['b']);
    expect(broker.subscribed).toEqual(['a', 'b', 'c']);
  });

  it('subscribes again after a broken connection, without what it let go', async () => {
    await open();
    await client.subscribeTopics(['a', 'b', 'c']);
    await client.unsubscribeTopics(['b']);
    broker.dropAll();
    while (broker.subscribed.length < 5) await once(broker, 'subscribe');
    expect(broker.subscribed).toEqual(['a', 'b', 'c', 'a', 'c']);
    expect(broker.unsubscribed).toEqual(['b']);
  });

  it('hands over what arrives', async () => {
    await open();
    const arrived = new Promise((resolve) =>
      client.setInputHandler((topic, bytes) => resolve([topic, `${bytes}`])),
    );
    broker.send('a/b', 'hello');
    await expect(arrived).resolves.toEqual(['a/b', 'hello']);
  });
});
