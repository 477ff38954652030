import { generate } from 'mqtt-packet';

export interface ConnectFields {
  readonly clientId: string;
  readonly username: string;
  readonly sendsPassword: boolean;
  readonly keepaliveS: number;
}

const NO_PASSWORD = Buffer.alloc(0);

/** MQTT 3.1.1, clean session, the token as user name. */
export const connectPacket = ({ clientId, username, sendsPassword, keepaliveS }: ConnectFields): Buffer =>
  generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    keepalive: keepaliveS,
    clientId,
    username,
    ...(sendsPassword ? { password: NO_PASSWORD } : {}),
  });

/** One filter, as every device library sends it. */
export const subscribePacket = (packetId: number, topic: string, qos: 0 | 1): Buffer =>
  generate({ cmd: 'subscribe', messageId: packetId, subscriptions: [{ topic, qos }] } as never);

export const unsubscribePacket = (packetId: number, topic: string): Buffer =>
  generate({ cmd: 'unsubscribe', messageId: packetId, unsubscriptions: [topic] } as never);

/** `packetId` counts for QoS 1 alone. */
export const publishPacket = (topic: string, payload: string, qos: 0 | 1, packetId: number): Buffer =>
  generate({ cmd: 'publish', topic, payload, qos, messageId: packetId, dup: false, retain: false } as never);

export const pubackPacket = (packetId: number): Buffer =>
  generate({ cmd: 'puback', messageId: packetId } as never);

export const PINGREQ = generate({ cmd: 'pingreq' });
export const DISCONNECT = generate({ cmd: 'disconnect' } as never);
