import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawnBroker } from '@unitfleet/local';
import { ServiceProcess } from '@unitfleet/testing';
import { connectAsync, type MqttClient } from 'mqtt';

const DOMAIN = 'fleet.test';
const CREDENTIALS = { username: 'bridge', password: 'bridge-secret' };
/** Acknowledgements that a device awaits at a time. */
const WINDOW = 50;

/** A broker that lets every device in, the bridge behind it, and a device. */
export class BridgeRig {
  private constructor(
    private readonly hook: Server,
    private readonly broker: Awaited<ReturnType<typeof startBroker>>,
    private readonly bridge: ServiceProcess,
    private readonly device: MqttClient,
  ) {}

  static async start(natsUrl: string, settings: Readonly<Record<string, string>> = {}): Promise<BridgeRig> {
    const hook = await letEverybodyIn();
    const broker = await startBroker(hook);
    const bridge = await ServiceProcess.start('mqtt-bridge', {
      NATS_URL: natsUrl,
      PU_DOMAIN: DOMAIN,
      PU_SECRET_KEY: 'a key that no instance has',
      BRIDGE_MQTT_URL: withCredentials(broker.internalUrl),
      BROKER_API_URL: withCredentials(broker.apiUrl),
      BRIDGE_ORDINAL: '0',
      ...settings,
    });
    const device = await connectAsync(broker.url, { clientId: randomUUID(), username: 'device' });
    return new BridgeRig(hook, broker, bridge, device);
  }

  /** Resolves when the broker has acknowledged all; each payload goes to each of the nodes. */
  async publish(nodes: readonly string[], payloads: readonly string[]): Promise<void> {
    for (let start = 0; start < payloads.length; start += WINDOW)
      await Promise.all(
        payloads
          .slice(start, start + WINDOW)
          .flatMap((payload) =>
            nodes.map((node) => this.device.publishAsync(`${DOMAIN}/${node}/pepeunit`, payload, { qos: 1 })),
          ),
      );
  }

  /** Messages that the bridge holds and the broker has no PUBACK for. */
  async unacknowledged(): Promise<number> {
    const found = /^bridge_unacknowledged_messages\S* (\d+)$/m.exec(await this.bridge.metrics());
    return Number(found?.[1] ?? Number.NaN);
  }

  async stop(): Promise<void> {
    this.device.end(true);
    await this.bridge.stop();
    await this.broker.stop();
    this.hook.closeAllConnections();
    this.hook.close();
  }
}

const letEverybodyIn = async (): Promise<Server> => {
  const hook = createServer((request, response) => {
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json').end('{"result":"allow"}');
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  return hook;
};

const startBroker = (hook: Server) => {
  const origin = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  return spawnBroker({
    env: {
      BROKER_PORT: '0',
      BROKER_INTERNAL_USERNAME: CREDENTIALS.username,
      BROKER_INTERNAL_PASSWORD: CREDENTIALS.password,
      BROKER_API_USERNAME: CREDENTIALS.username,
      BROKER_API_PASSWORD: CREDENTIALS.password,
      BROKER_AUTHN_URL: `${origin}/authenticate`,
      BROKER_AUTHZ_URL: `${origin}/authorize`,
    },
  });
};

const withCredentials = (url: string) => Object.assign(new URL(url), CREDENTIALS).href;
