import { remainingLength } from '../interop/mqtt-bytes';

/** Packets that no client library would make: every field may be wrong. */

export const word = (value: number): Buffer => Buffer.from([(value >> 8) & 0xff, value & 0xff]);

/** A field with its length in front of it; bytes as they are. */
export const field = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([word(bytes.length), bytes]);
};

export const packet = (first: number, ...parts: readonly Buffer[]): Buffer => {
  const rest = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([first]), remainingLength(rest.length), rest]);
};

export interface Greeting {
  readonly username?: string | Buffer;
  readonly password?: string | Buffer;
  readonly clientId?: string | Buffer;
  readonly keepAlive?: number;
  readonly isClean?: boolean;
  readonly will?: {
    readonly topic: string | Buffer;
    readonly payload: string;
    readonly qos?: number;
    readonly retain?: boolean;
  };
  readonly name?: string;
  readonly level?: number;
  /** Instead of those that fit the rest. */
  readonly flags?: number;
}

let named = 0;

export const connect = (greeting: Greeting): Buffer => {
  const {
    username,
    password,
    clientId,
    keepAlive = 60,
    isClean = true,
    will,
    name = 'MQTT',
    level = 4,
  } = greeting;
  const willFlags = will ? 0x04 | ((will.qos ?? 0) << 3) | (will.retain ? 0x20 : 0) : 0;
  const flags =
    (isClean ? 0x02 : 0) |
    willFlags |
    (username === undefined ? 0 : 0x80) |
    (password === undefined ? 0 : 0x40);
  const rest = [will?.topic, will?.payload, username, password].filter((one) => one !== undefined);
  return packet(
    0x10,
    field(name),
    Buffer.from([level, greeting.flags ?? flags]),
    word(keepAlive),
    field(clientId ?? `hostile-${(named += 1)}`),
    ...rest.map(field),
  );
};

export const publish = (
  topic: string | Buffer,
  payload: string | Buffer,
  qos = 0,
  id = 1,
  retain = false,
): Buffer =>
  packet(
    0x30 | (qos << 1) | (retain ? 1 : 0),
    field(topic),
    qos > 0 ? word(id) : Buffer.alloc(0),
    Buffer.from(payload as string),
  );

export const subscribe = (id: number, filters: readonly (string | Buffer)[], qos = 0): Buffer =>
  packet(0x82, word(id), ...filters.flatMap((filter) => [field(filter), Buffer.from([qos])]));

export const PINGREQ = Buffer.from([0xc0, 0]);
