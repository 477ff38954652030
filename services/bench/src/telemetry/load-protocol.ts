/** What a load process is told, as JSON in its first argument. */
export interface GeneratorOrder {
  readonly port: number;
  readonly username: string;
  readonly topics: readonly string[];
  readonly connections: number;
  /** Messages in all. */
  readonly messages: number;
  /** Unacknowledged messages per connection. */
  readonly window: number;
  /** Null for as fast as the broker takes them. */
  readonly perSecond: number | null;
}

export interface SubscriberOrder {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly filter: string;
}

/** Lines that load processes print: the time in milliseconds since the epoch goes with each. */
export type LoadReport =
  | { readonly event: 'ready'; readonly at: number }
  | { readonly event: 'done'; readonly at: number; readonly startedAt: number; readonly messages: number }
  | { readonly event: 'count'; readonly at: number; readonly messages: number };

export const report = (line: LoadReport): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** `<ms since epoch>.<number>`: a number for the pipeline, its time and identity for the bench; 22 characters. */
export const PAYLOAD_BYTES = 22;
export const numberedPayload = (timeMs: number, number: number): string =>
  `${timeMs}.${String(number).padStart(8, '0')}`;
