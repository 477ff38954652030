import { connect, type Socket } from 'node:net';
import { generate } from 'mqtt-packet';

const PUBACK = 0x4002;

/** What one read brings at most. */
const READ_BYTES = 256 * 1024;

export interface ConnectionOptions {
  readonly port: number;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** Takes what comes behind CONNACK, at reads that are so far apart; `bytes` are good until it returns. */
export interface CoalescedReads {
  readonly pauseMs: number;
  take(bytes: Buffer): void;
}

/** Opens a connection and resolves after CONNACK; the load must not be limited by a general client. */
export const openConnection = (options: ConnectionOptions): Promise<Socket> =>
  open(connect({ port: options.port, host: '127.0.0.1', noDelay: true }), options);

/** The same for a connection that receives much: fewer, larger reads cost both sides less. */
export const openReading = async (options: ConnectionOptions, reads: CoalescedReads): Promise<Socket> => {
  let isOpen = false;
  const socket: Socket = connect({
    port: options.port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: Buffer.allocUnsafe(READ_BYTES),
      callback: (length, buffer): boolean => {
        const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, length);
        if (!isOpen) return socket.emit('data', bytes);
        reads.take(bytes);
        setTimeout(() => socket.resume(), reads.pauseMs);
        return false;
      },
    },
  });
  await open(socket, options);
  isOpen = true;
  return socket;
};

const open = (socket: Socket, options: ConnectionOptions): Promise<Socket> =>
  new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () =>
      socket.write(
        generate({
          cmd: 'connect',
          protocolId: 'MQTT',
          protocolVersion: 4,
          clean: true,
          keepalive: 0,
          clientId: options.clientId,
          username: options.username,
          password: Buffer.from(options.password),
        }),
      ),
    );
    socket.once('data', (connack: Buffer) => {
      if (connack[3] === 0) resolve(socket);
      else reject(new Error(`the broker refused the connection (code ${connack[3]})`));
    });
  });

/** PUBLISH, QoS 1, up to the packet id. */
export const publishHead = (topic: string, payloadBytes: number): Buffer => {
  const whole = generate({
    cmd: 'publish',
    topic,
    payload: Buffer.alloc(payloadBytes),
    qos: 1,
    messageId: 1,
  } as never);
  return whole.subarray(0, whole.length - payloadBytes - 2);
};

/** Takes PUBLISH packets of a stream apart just enough to acknowledge them; answers how many there were. */
export class PublishScanner {
  private rest = Buffer.alloc(0);

  /** Keeps nothing of `bytes`. */
  take(bytes: Buffer, socket: Socket): number {
    const data = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const acknowledgements = Buffer.allocUnsafe(data.length);
    let at = 0;
    let end = 0;
    let count = 0;
    for (;;) {
      const [length, head] = remainingLength(data, at);
      if (length < 0 || at + head + length > data.length) break;
      if (data[at]! >> 4 === 3) {
        const topicLength = data.readUInt16BE(at + head);
        end = acknowledgements.writeUInt16BE(PUBACK, end);
        end = acknowledgements.writeUInt16BE(data.readUInt16BE(at + head + 2 + topicLength), end);
        count += 1;
      }
      at += head + length;
    }
    this.rest = Buffer.from(data.subarray(at));
    if (end > 0) socket.write(acknowledgements.subarray(0, end));
    return count;
  }
}

const remainingLength = (data: Buffer, at: number): [length: number, headBytes: number] => {
  let length = 0;
  for (let index = 1; index <= 4; index += 1) {
    const byte = data[at + index];
    if (byte === undefined) return [-1, 0];
    length += (byte & 0x7f) << (7 * (index - 1));
    if (byte < 0x80) return [length, index + 1];
  }
  return [-1, 0];
};
