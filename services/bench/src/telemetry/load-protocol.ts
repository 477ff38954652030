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

/** `<ms since epoch>.<number>`: a number for the pipeline, its time and identity for the bench; 22 characters. */
const numbered = (timeMs: number, number: number): string => `${timeMs}.${String(number).padStart(8, '0')}`;

// As text in the JSON too: no double would hold all of its digits.
const PAYLOADS: Record<PayloadForm, (value: string) => string> = {
  number: (value) => value,
  json: (value) => `{"sensor":{"id":"a81758fffe03","unit":"C"},"battery":3.57,"value":"${value}","ok":true}`,
};

/** Where `json` has its value. */
export const JSON_PATH = '$.value';

/** Of one form all are equally long. */
export const payloadOf = (form: PayloadForm, timeMs: number, number: number): string =>
  PAYLOADS[form](numbered(timeMs, number));
