import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';

/** RFC 6455, 7.4.1: a kind of data that is not taken. */
const UNSUPPORTED_DATA = 1003;

/** The bytes of a WebSocket's binary messages as a stream; its messages mean nothing to MQTT. */
export class WebSocketTransport extends Duplex {
  constructor(
    private readonly webSocket: WebSocket,
    readonly remoteAddress?: string,
    readonly remotePort?: number,
  ) {
    super({ allowHalfOpen: false });
    webSocket.on('message', (data, isBinary) => this.receive(data, isBinary));
    // 'close' follows.
    webSocket.on('error', () => undefined);
    // What has come before is still read.
    webSocket.once('close', () => this.push(null));
  }

  override _read(): void {
    if (this.webSocket.isPaused) this.webSocket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.webSocket.send(chunk, { binary: true }, done);
  }

  override _final(done: () => void): void {
    this.webSocket.close();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.webSocket.terminate();
    done(error);
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (!isBinary) return this.webSocket.close(UNSUPPORTED_DATA);
    if (!this.push(data)) this.webSocket.pause();
  }
}
