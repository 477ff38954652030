import { createConnection, type Socket } from 'node:net';
import { type Packet, takePacket } from '../interop/mqtt-bytes';

/** CONNACK codes of MQTT 3.1.1; null: the broker ended the connection without one. */
export type Welcome = number | null;

/** A bare socket to the broker's public port: sends whatever bytes it is given and remembers the answers. */
export class Attacker {
  readonly packets: Packet[] = [];
  isOpen = true;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<void>;
  private rest: Buffer = Buffer.alloc(0);
  private awaiting: (() => void)[] = [];

  private constructor(readonly socket: Socket) {
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => this.read(bytes));
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.isOpen = false;
        resolve();
        this.wake();
      });
    });
  }

  static async dial(port: number): Promise<Attacker> {
    const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
    const attacker = new Attacker(socket);
    await new Promise<void>((resolve) => {
      socket.once('connect', resolve);
      socket.once('close', () => resolve());
    });
    return attacker;
  }

  /** Resolves when the kernel has taken the bytes, or the connection is over. */
  send(...parts: readonly Buffer[]): Promise<void> {
    const bytes = Buffer.concat(parts);
    return new Promise((resolve) => {
      if (!this.isOpen || this.socket.destroyed) return resolve();
      this.socket.write(bytes, () => resolve());
      void this.closed.then(resolve);
    });
  }

  /** The first packet of a type that has come or comes; null when the connection ends before. */
  async answer(type: number, id?: number): Promise<Packet | null> {
    for (;;) {
      const found = this.packets.find(
        (packet) => packet.type === type && (id === undefined || packet.body.readUInt16BE(0) === id),
      );
      if (found) return found;
      if (!this.isOpen) return null;
      await new Promise<void>((resolve) => this.awaiting.push(resolve));
    }
  }

  async welcome(): Promise<Welcome> {
    return (await this.answer(2))?.body[1] ?? null;
  }

  cut(): void {
    this.socket.destroy();
  }

  private read(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (let taken = takePacket(this.rest); taken; taken = takePacket(this.rest)) {
      this.rest = this.rest.subarray(taken.size);
      this.packets.push(taken.packet);
    }
    this.wake();
  }

  private wake(): void {
    const woken = this.awaiting;
    this.awaiting = [];
    for (const resolve of woken) resolve();
  }
}
