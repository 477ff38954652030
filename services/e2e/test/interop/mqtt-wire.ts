import { createConnection, type Socket } from 'node:net';
import { type Packet, takePacket } from './mqtt-bytes';

/** A socket to the broker that is read packet by packet. */
export class MqttWire {
  isOpen = true;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  private rest: Buffer = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    receive: (packet: Packet) => void,
  ) {
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    void this.closed.then(() => (this.isOpen = false));
    // What ends a connection is told by its end.
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      this.rest = Buffer.concat([this.rest, bytes]);
      for (let taken = takePacket(this.rest); taken; taken = takePacket(this.rest)) {
        this.rest = this.rest.subarray(taken.size);
        receive(taken.packet);
      }
    });
  }

  static async dial(port: number, receive: (packet: Packet) => void): Promise<MqttWire> {
    const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
    const wire = new MqttWire(socket, receive);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return wire;
  }

  /** Each part is written by itself, as a small device writes what it has of a packet. */
  send(...parts: readonly Buffer[]): void {
    for (const part of parts) if (this.isOpen) this.socket.write(part);
  }

  /** Ends it without a word, as a power failure does. */
  cut(): void {
    this.socket.destroy();
  }
}
