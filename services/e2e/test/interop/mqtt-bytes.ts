/**
 * Packets of MQTT 3.1.1 and 3.1, byte by byte as the OASIS text has them: these tests must not share a reading of the
 * specification with the broker, so no library of either takes part.
 */
export const PACKET = {
  connect: 1,
  connack: 2,
  publish: 3,
  puback: 4,
  subscribe: 8,
  suback: 9,
  unsubscribe: 10,
  unsuback: 11,
  pingreq: 12,
  pingresp: 13,
  disconnect: 14,
} as const;

/** Length of the rest, seven bits a byte, low ones first (2.2.3). */
export const remainingLength = (length: number): Buffer => {
  const bytes: number[] = [];
  for (let rest = length; ; rest >>>= 7) {
    const more = rest >>> 7 > 0;
    bytes.push((rest & 0x7f) | (more ? 0x80 : 0));
    if (!more) return Buffer.from(bytes);
  }
};

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([word(bytes.length), bytes]);
};

const word = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);

const packet = (first: number, ...parts: Buffer[]): Buffer => {
  const rest = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([first]), remainingLength(rest.length), rest]);
};

export interface ConnectFields {
  /** 4 is `MQTT`, 3 is `MQIsdp` (docs/protocol/device.md 1.1, Go). */
  readonly level: 3 | 4;
  readonly clientId: string;
  readonly keepAlive: number;
  readonly username: string;
  /** Absent, the password flag is not set. */
  readonly password?: string;
}

export const connect = ({ level, clientId, keepAlive, username, password }: ConnectFields): Buffer => {
  const flags = 0x02 | 0x80 | (password === undefined ? 0 : 0x40);
  return packet(
    PACKET.connect << 4,
    text(level === 4 ? 'MQTT' : 'MQIsdp'),
    Buffer.from([level, flags]),
    word(keepAlive),
    text(clientId),
    text(username),
    ...(password === undefined ? [] : [text(password)]),
  );
};

export const subscribe = (id: number, filter: string, qos: number): Buffer =>
  packet(0x82, word(id), text(filter), Buffer.from([qos]));

export const unsubscribe = (id: number, filter: string): Buffer => packet(0xa2, word(id), text(filter));

export const publish = (topic: string, payload: string | Buffer, qos: 0 | 1, id = 0): Buffer =>
  packet(0x30 | (qos << 1), text(topic), ...(qos > 0 ? [word(id)] : []), Buffer.from(payload));

export const puback = (id: number): Buffer => packet(0x40, word(id));
export const PINGREQ = Buffer.from([0xc0, 0]);
export const DISCONNECT = Buffer.from([0xe0, 0]);

/** A packet as it came. */
export interface Packet {
  readonly type: number;
  readonly flags: number;
  readonly body: Buffer;
}

/** The first packet in `bytes` and how long it is; undefined while it is not complete. */
export const takePacket = (bytes: Buffer): { packet: Packet; size: number } | undefined => {
  let length = 0;
  for (let index = 1; index < 5; index += 1) {
    const byte = bytes[index];
    if (byte === undefined) return undefined;
    length |= (byte & 0x7f) << (7 * (index - 1));
    if (byte & 0x80) continue;
    const size = index + 1 + length;
    if (bytes.length < size) return undefined;
    const first = bytes[0] as number;
    return {
      packet: { type: first >> 4, flags: first & 15, body: bytes.subarray(index + 1, size) },
      size,
    };
  }
  throw new Error('a remaining length of more than four bytes');
};

export interface Publication {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
  readonly id: number;
}

export const readPublication = ({ flags, body }: Packet): Publication => {
  const qos = (flags >> 1) & 3;
  const end = 2 + body.readUInt16BE(0);
  return {
    topic: body.toString('utf8', 2, end),
    payload: Buffer.from(body.subarray(end + (qos > 0 ? 2 : 0))),
    qos,
    retain: (flags & 1) === 1,
    id: qos > 0 ? body.readUInt16BE(end) : 0,
  };
};
