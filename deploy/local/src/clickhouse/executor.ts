import { Session } from 'chdb';
import type { QueryContext } from './http-request';
import { identifier, quoted } from './statement';
import { Turnstile } from './turnstile';

/** Formats without a beginning or an end of their own: pieces of them can be joined. */
const JOINABLE = new Set(
  [
    'JSONEachRow',
    'JSONStringsEachRow',
    'JSONCompactEachRow',
    'JSONCompactStringsEachRow',
    'NDJSON',
    'JSONLines',
    'CSV',
    'TSV',
    'TabSeparated',
    'TSVRaw',
    'TabSeparatedRaw',
    'RowBinary',
    'LineAsString',
    'RawBLOB',
  ].map((format) => format.toLowerCase()),
);

/** Services have few kinds of inserts. */
const KEPT_SESSIONS = 8;
const STREAMING_REFUSED = 'Streaming query is not supported';

export interface Answer {
  /** The first piece is there before the answer begins, so that errors of the query still decide the status. */
  pieces: AsyncIterable<Uint8Array> | Uint8Array;
  rows: number;
  bytes: number;
  elapsedNs: number;
}

/**
 * Runs statements in the engine of this process. Each has a session of its own, so that database, settings and
 * parameters of one never reach another; the engine works on one at a time.
 */
export class Executor {
  private readonly turnstile = new Turnstile();
  /** Keeps the engine alive between the requests. */
  private readonly root: Session;
  private readonly insertSessions = new Map<string, Session>();

  constructor(private readonly folder: string) {
    this.root = new Session(folder);
  }

  async version(): Promise<string> {
    return (await this.root.queryAsync('SELECT version()', { format: 'TabSeparatedRaw' })).text().trim();
  }

  /** Runs one statement to its end. */
  run(sql: string, format: string, context: QueryContext): Promise<Answer> {
    return this.turnstile.pass(async () => {
      const session = new Session(this.folder);
      try {
        await prepare(session, context);
        return await runIn(session, sql, format);
      } finally {
        session.close();
      }
    });
  }

  /** Runs an insert, which leaves no trace in its session: the next one like it finds it prepared. */
  insert(sql: string, context: QueryContext): Promise<Answer> {
    const key = JSON.stringify([context.database, context.settings, context.params]);
    return this.turnstile.pass(async () => {
      try {
        return await runIn(await this.insertSession(key, context), sql, 'Null');
      } catch (error) {
        // Whatever has failed does not reach the next one.
        this.endInsertSession(key);
        throw error;
      }
    });
  }

  /** Runs one reading statement piece by piece: a slow reader holds its pieces back, not the engine. */
  async read(sql: string, format: string, context: QueryContext): Promise<Answer> {
    if (!JOINABLE.has(format.toLowerCase())) return this.run(sql, format, context);
    const session = new Session(this.folder);
    try {
      const stream = await this.turnstile.pass(async () => {
        await prepare(session, context);
        return session.queryStream(sql, { format })[Symbol.asyncIterator]();
      });
      const next = () => this.turnstile.pass(() => stream.next());
      const first = await next();
      return { pieces: pieces(first, next, session), rows: 0, bytes: 0, elapsedNs: 0 };
    } catch (error) {
      session.close();
      if (error instanceof Error && error.message.includes(STREAMING_REFUSED)) {
        return this.run(sql, format, context);
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.turnstile.idle();
    for (const session of this.insertSessions.values()) session.close();
    this.root.close();
  }

  private async insertSession(key: string, context: QueryContext): Promise<Session> {
    const known = this.insertSessions.get(key);
    if (known) return known;
    const session = new Session(this.folder);
    this.insertSessions.set(key, session);
    await prepare(session, context);
    const [oldest] = this.insertSessions.keys();
    if (this.insertSessions.size > KEPT_SESSIONS) this.endInsertSession(oldest!);
    return session;
  }

  private endInsertSession(key: string): void {
    this.insertSessions.get(key)?.close();
    this.insertSessions.delete(key);
  }
}

async function runIn(session: Session, sql: string, format: string): Promise<Answer> {
  const result = await session.queryAsync(sql, { format });
  return {
    pieces: result.bytes(),
    rows: result.rowsRead,
    bytes: result.bytesRead,
    elapsedNs: Math.round(result.elapsed * 1e9),
  };
}

async function prepare(session: Session, { database, settings, params }: QueryContext): Promise<void> {
  if (database !== 'default') await session.queryAsync(`USE ${identifier(database)}`);
  const bound = params.map(([name, value]) => [`param_${name}`, value] as const);
  const assignments = [...settings, ...bound].map(
    ([name, value]) => `${identifier(name)} = ${quoted(value)}`,
  );
  if (assignments.length > 0) await session.queryAsync(`SET ${assignments.join(', ')}`);
}

type Piece = IteratorResult<{ raw(): Uint8Array }, unknown>;

/** Not a generator: one that is given up before its first step would never close the session. */
function pieces(first: Piece, next: () => Promise<Piece>, session: Session): AsyncIterable<Uint8Array> {
  let ready: Piece | undefined = first;
  const end = (): IteratorResult<Uint8Array> => {
    session.close();
    return { done: true, value: undefined };
  };
  const iterator: AsyncIterator<Uint8Array> = {
    async next() {
      try {
        const piece = ready ?? (await next());
        ready = undefined;
        return piece.done ? end() : { done: false, value: piece.value.raw() };
      } catch (error) {
        session.close();
        throw error;
      }
    },
    return: () => Promise.resolve(end()),
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
