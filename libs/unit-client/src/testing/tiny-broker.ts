import { EventEmitter, once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { AddressInfo, Server, createServer } from 'node:net';
import { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { WebSocketServer, createWebSocketStream } from 'ws';
import { IConnectPacket, IPublishPacket, Packet, generate, parser } from 'mqtt-packet';
import { TLS_CERTIFICATE, TLS_KEY } from './tls-identity';

/** A broker's door. */
export type Door = 'mqtt' | 'mqtts' | 'ws' | 'wss';

/** Just enough of a broker to see what a device puts on the wire and to answer it. */
export class TinyBroker extends EventEmitter {
  readonly connects: IConnectPacket[] = [];
  readonly published: IPublishPacket[] = [];
  readonly subscribed: string[] = [];
  readonly unsubscribed: string[] = [];
  refuseTopics = new Set<string>();
  connackCode = 0;
  /** While false, publishes stay without PUBACK. */
  acknowledges = true;
  private readonly server: Server;
  private readonly sockets = new Set<Duplex>();

  constructor(door: Door = 'mqtt') {
    super();
    this.server = this.open(door);
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.dropAll();
    this.server.close();
    await once(this.server, 'close');
  }

  dropAll(): void {
    this.sockets.forEach((socket) => socket.destroy());
  }

  send(topic: string, payload: string): void {
    const packet: IPublishPacket = { cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false };
    this.sockets.forEach((socket) => socket.write(generate(packet)));
  }

  /** Resolves with the first publish on `topic` from now on or before. */
  async publishOn(topic: string): Promise<IPublishPacket> {
    for (;;) {
      const found = this.published.find((packet) => packet.topic === topic);
      if (found) return found;
      await once(this, 'publish');
    }
  }

  private open(door: Door): Server {
    const identity = { key: TLS_KEY, cert: TLS_CERTIFICATE };
    if (door === 'mqtt') return createServer((socket) => this.serve(socket));
    if (door === 'mqtts') return createTlsServer(identity, (socket) => this.serve(socket));
    const server = door === 'ws' ? createHttpServer() : createHttpsServer(identity);
    const sockets = new WebSocketServer({ server, path: '/mqtt' });
    sockets.on('connection', (socket) => this.serve(createWebSocketStream(socket)));
    return server;
  }

  private serve(socket: Duplex): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const reader = parser({ protocolVersion: 4 });
    reader.on('packet', (packet: Packet) => this.answer(socket, packet));
    socket.on('data', (data) => reader.parse(data));
  }

  private answer(socket: Duplex, packet: Packet): void {
    switch (packet.cmd) {
      case 'connect':
        this.connects.push(packet);
        socket.write(generate({ cmd: 'connack', returnCode: this.connackCode, sessionPresent: false }));
        if (this.connackCode !== 0) socket.end();
        break;
      case 'subscribe': {
        const topics = packet.subscriptions.map(({ topic }) => topic);
        this.subscribed.push(...topics);
        const granted = topics.map((topic) => (this.refuseTopics.has(topic) ? 0x80 : 1));
        socket.write(generate({ cmd: 'suback', messageId: packet.messageId, granted }));
        break;
      }
      case 'unsubscribe':
        this.unsubscribed.push(...packet.unsubscriptions);
        socket.write(generate({ cmd: 'unsuback', messageId: packet.messageId, granted: [] }));
        break;
      case 'publish':
        this.published.push(packet);
        if (packet.qos === 1 && this.acknowledges) {
          socket.write(generate({ cmd: 'puback', messageId: packet.messageId }));
        }
        break;
      case 'pingreq':
        socket.write(generate({ cmd: 'pingresp' }));
        break;
      case 'disconnect':
        socket.end();
        break;
      default:
        break;
    }
    this.emit(packet.cmd, packet);
  }
}
