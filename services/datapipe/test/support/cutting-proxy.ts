import { createHash } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Where an insert is cut off: before the engine hears of it, somewhere in its rows, with its answer still on the way,
 * or in the middle of that.
 */
export const CUTS = ['before', 'within', 'after', 'in-answer'] as const;
export type Cut = (typeof CUTS)[number];

/** An HTTP server between a client and ClickHouse that cuts inserts off where it is told to. */
export class CuttingProxy {
  /** Decides over an insert, whose rows were cut off so often before; null lets it pass. */
  choose: (cutBefore: number) => Cut | null = () => null;
  /** Inserts cut off so far, by place. */
  readonly cuts: Record<Cut, number> = { before: 0, within: 0, after: 0, 'in-answer': 0 };
  /** Inserts that passed. */
  whole = 0;
  /** How often rows were cut off that have not passed yet, by their digest. */
  private readonly cutBefore = new Map<string, number>();
  private readonly server: Server;

  private constructor(
    private readonly target: URL,
    private readonly random: () => number,
  ) {
    this.server = createServer((incoming, outgoing) => void this.forward(incoming, outgoing));
  }

  static async to(target: string, random: () => number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(new URL(target), random);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** All cuts together. */
  get total(): number {
    return Object.values(this.cuts).reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await collect(incoming).catch(() => null);
    if (!body) return;
    const isInsert = incoming.url!.includes('RowBinary');
    const cut = isInsert ? this.decide(body) : null;
    if (cut === 'before') return void incoming.socket.destroy();
    const onward = this.onward(incoming, (answer) => this.answer(answer, outgoing, cut));
    onward.on('error', () => incoming.socket.destroy());
    if (cut !== 'within') return void onward.end(body);
    const sent = body.subarray(0, Math.floor(this.random() * body.length));
    onward.write(sent, () => {
      onward.destroy();
      incoming.socket.destroy();
    });
  }

  private decide(rows: Buffer): Cut | null {
    const digest = createHash('sha1').update(rows).digest('base64');
    const cutBefore = this.cutBefore.get(digest) ?? 0;
    const cut = this.choose(cutBefore);
    if (cut) {
      this.cuts[cut] += 1;
      this.cutBefore.set(digest, cutBefore + 1);
    } else {
      this.whole += 1;
      this.cutBefore.delete(digest);
    }
    return cut;
  }

  private answer(answer: IncomingMessage, outgoing: ServerResponse, cut: Cut | null): void {
    if (cut === 'after') {
      answer.resume();
      return void outgoing.socket?.destroy();
    }
    outgoing.writeHead(answer.statusCode!, answer.headers);
    if (cut === null) return void answer.pipe(outgoing);
    answer.resume();
    outgoing.flushHeaders();
    outgoing.socket?.end();
  }

  private onward(
    { method, url: path, headers }: IncomingMessage,
    onAnswer: (answer: IncomingMessage) => void,
  ) {
    const { hostname, port } = this.target;
    return request({ hostname, port, method, path, headers, agent: false }, onAnswer);
  }
}

const collect = async (incoming: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
};
