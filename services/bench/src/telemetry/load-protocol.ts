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
  readonly form: PayloadForm;
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

/** A bare number, or one in a JSON object of the kind that sensors send. */
export type PayloadForm = 'number' | 'json';

/** Where `json` has its value. */
export const JSON_PATH = '$.value';

/** A message: when it is sent, its number among all and among those of its node. */
export interface Numbering {
  readonly timeMs: number;
  readonly number: number;
  readonly turn: number;
}

/**
 * `<ms since epoch>.<number>`: a number for the pipeline, its time and identity for the bench. Out of JSON it comes as a
 * double, which holds three decimals of it: enough for the messages of a node in one millisecond.
 */
const PAYLOADS: Record<PayloadForm, (message: Numbering) => string> = {
  number: ({ timeMs, number }) => `${timeMs}.${String(number).padStart(8, '0')}`,
  json: ({ timeMs, turn }) => {
    const value = `${timeMs}.${String(turn % 1_000).padStart(3, '0')}`;
    return `{"sensor":{"id":"a81758fffe03","unit":"C"},"battery":3.57,"value":${value},"ok":true}`;
  },
};

/** Of one form all are equally long. */
export const payloadOf = (form: PayloadForm, message: Numbering): string => PAYLOADS[form](message);
