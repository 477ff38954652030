import type { Frame } from '../core/frame-reader';
import { ByteCursor } from './byte-cursor';
import { ALLOWED, Properties } from './properties';
import { PacketError, REASON } from './reason-code';

/** What a client asks to be published when its connection ends without a farewell. */
export interface WillPacket {
  readonly topic: string;
  /** Owns its bytes. */
  readonly payload: Buffer;
  readonly qos: number;
  readonly retain: boolean;
  readonly properties: Properties;
}

export interface ConnectPacket {
  readonly protocolName: string;
  /** 3 is MQTT 3.1, 4 is 3.1.1, 5 is 5.0. */
  readonly level: number;
  readonly clean: boolean;
  readonly keepaliveSeconds: number;
  /** Empty: the broker is to choose one. */
  readonly clientId: string;
  /** Absent ones are empty, which is what the hook is told. */
  readonly username: string;
  readonly password: string;
  readonly will: WillPacket | null;
  readonly properties: Properties;
}

const NAMES: ReadonlyMap<string, readonly number[]> = new Map([
  ['MQTT', [4, 5]],
  ['MQIsdp', [3]],
]);
/** Some brokers that connect as clients set it to say so. */
const BRIDGE_BIT = 0x80;

/** @throws PacketError; its code says whether the version is unknown or the bytes are wrong */
export function decodeConnect(frame: Frame): ConnectPacket {
  const cursor = new ByteCursor(frame.bytes, frame.start, frame.end);
  if ((frame.first & 0x0f) !== 0) throw new PacketError(REASON.malformedPacket, 'reserved flags are set');
  const protocolName = cursor.text();
  const level = cursor.byte() & ~BRIDGE_BIT;
  const levels = NAMES.get(protocolName);
  if (!levels) throw new PacketError(REASON.malformedPacket, 'not MQTT');
  if (!levels.includes(level))
    throw new PacketError(REASON.unsupportedProtocolVersion, `protocol level ${level}`);
  const flags = cursor.byte();
  checkFlags(flags);
  const keepaliveSeconds = cursor.short();
  const read = (allowed: ReadonlySet<number>) =>
    level === 5 ? Properties.read(cursor, allowed) : Properties.none;
  const properties = read(ALLOWED.connect);
  const clientId = cursor.text();
  let will: WillPacket | null = null;
  if (flags & 0x04) {
    const willProperties = read(ALLOWED.will);
    const topic = cursor.text();
    const payload = Buffer.from(cursor.binary());
    const qos = (flags >> 3) & 3;
    will = { topic, payload, qos, retain: (flags & 0x20) !== 0, properties: willProperties };
  }
  const username = flags & 0x80 ? cursor.text() : '';
  const password = flags & 0x40 ? cursor.binary().toString('utf8') : '';
  cursor.finish();
  const clean = (flags & 0x02) !== 0;
  return { protocolName, level, clean, keepaliveSeconds, clientId, username, password, will, properties };
}

function checkFlags(flags: number): void {
  const hasWill = (flags & 0x04) !== 0;
  const willQos = (flags >> 3) & 3;
  const wrong = (flags & 0x01) !== 0 || willQos === 3 || (!hasWill && (flags & 0x38) !== 0);
  if (wrong) throw new PacketError(REASON.malformedPacket, 'impossible connect flags');
}
