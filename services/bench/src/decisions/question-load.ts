import { connect, type Socket } from 'node:net';

/** One question to a hook, as it goes over the wire. */
export type Question = Buffer;

export interface LoadFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoadOptions {
  readonly origin: string;
  readonly questions: readonly Question[];
  /** What each answer must contain. */
  readonly expected: string;
  readonly connections: number;
  /** Goes round the questions for so long; absent: each is asked once. */
  readonly seconds?: number;
}

/** Builds the request once: what the generator does meanwhile is the same for whoever answers. */
export const question = (path: string, body: Readonly<Record<string, string>>): Question => {
  const text = JSON.stringify(body);
  const head = `POST /mqtt/${path} HTTP/1.1\r\nhost: hook\r\ncontent-type: application/json\r\n`;
  return Buffer.from(`${head}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
};

const LENGTH = /content-length: (\d+)/i;

/** Asks over one kept connection, one question at a time, as a broker's pool does. */
class Asker {
  private received = '';
  private settle: { resolve: (answer: string) => void; reject: (error: Error) => void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('error', (error) => this.settle?.reject(error));
    socket.on('close', () => this.settle?.reject(new Error('the hook closed the connection')));
  }

  static open(origin: string): Promise<Asker> {
    const { hostname, port } = new URL(origin);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(new Asker(socket)));
      socket.once('error', reject);
    });
  }

  ask(request: Question): Promise<string> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.settle = null;
    this.socket.destroy();
  }

  private take(chunk: string): void {
    this.received += chunk;
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(LENGTH.exec(this.received)?.[1] ?? 0);
    if (this.received.length < headEnd + 4 + length) return;
    const answer = this.received;
    this.received = '';
    this.settle?.resolve(answer);
  }
}

/** Many connections at once. @throws when an answer is not the expected one */
export const askAll = async (options: LoadOptions): Promise<LoadFigures> => {
  const { questions, expected, seconds } = options;
  const askers = await Promise.all(
    Array.from({ length: options.connections }, () => Asker.open(options.origin)),
  );
  const taken: number[] = [];
  let next = 0;
  const begun = performance.now();
  const end = seconds === undefined ? Infinity : begun + seconds * 1_000;
  const most = seconds === undefined ? questions.length : Infinity;
  const work = async (asker: Asker): Promise<void> => {
    while (next < most && performance.now() < end) {
      const request = questions[next % questions.length]!;
      next += 1;
      const asked = performance.now();
      const answer = await asker.ask(request);
      taken.push(performance.now() - asked);
      if (!answer.includes(expected)) throw new Error(`the hook answered differently: ${answer}`);
    }
  };
  await Promise.all(askers.map(work)).finally(() => askers.forEach((asker) => asker.close()));
  const tookMs = performance.now() - begun;
  taken.sort((one, other) => one - other);
  const at = (share: number) => Number((taken[Math.floor(taken.length * share)] ?? 0).toFixed(2));
  return { perSecond: Math.round((taken.length / tookMs) * 1_000), p50Ms: at(0.5), p99Ms: at(0.99) };
};
