import { connect, type Socket } from 'node:net';
import { type PacketListener, PacketReader } from './packet-reader';
import { DISCONNECT } from './packets';

/** Where the broker is; an address, not a name, so that ten thousand connects do not ask for it each. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  /** Address of this machine from which to connect; the system chooses when there is none. */
  readonly source: string | null;
}

export interface LinkListener extends PacketListener {
  onOpen(): void;
  /** Once, whoever ended it; `reason` is a code of the system such as `ECONNREFUSED`, or null for an ordinary end. */
  onClosed(link: Link, reason: string | null): void;
}

/** All sockets of the process read into the same memory: what is read is worked off before the next read. */
const READ_BUFFER = Buffer.allocUnsafe(64 * 1024);

/** One TCP connection that holds next to nothing besides its socket. */
export class Link {
  private readonly socket: Socket;
  private readonly reader: PacketReader;
  private reason: string | null = null;

  constructor(address: BrokerAddress, listener: LinkListener) {
    this.reader = new PacketReader(listener);
    this.socket = connect({
      host: address.host,
      port: address.port,
      noDelay: true,
      ...(address.source ? { localAddress: address.source } : {}),
      onread: { buffer: READ_BUFFER, callback: (length) => this.read(length) },
    });
    this.socket.once('connect', () => listener.onOpen());
    this.socket.once('error', (error: NodeJS.ErrnoException) => (this.reason ??= error.code ?? 'error'));
    // Once the broker has ended it there is nothing more to say.
    this.socket.once('end', () => this.socket.destroy());
    this.socket.once('close', () => listener.onClosed(this, this.reason));
  }

  write(packet: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(packet);
  }

  /** DISCONNECT, then the end. */
  leave(): void {
    if (this.socket.destroyed) return;
    if (this.socket.connecting) this.socket.destroy();
    else this.socket.end(DISCONNECT);
  }

  /** Gone without a word, as when a device loses its power or its network. */
  cut(): void {
    this.socket.destroy();
  }

  private read(length: number): boolean {
    try {
      this.reader.read(READ_BUFFER.subarray(0, length));
    } catch {
      this.reason = 'not MQTT';
      this.socket.destroy();
    }
    return true;
  }
}
