import type { ByteCursor } from './byte-cursor';
import { PacketError, REASON } from './reason-code';

/** Identifiers of MQTT 5's properties (2.2.2.2) that a client may send. */
export const PROPERTY = {
  payloadFormat: 0x01,
  messageExpiry: 0x02,
  contentType: 0x03,
  responseTopic: 0x08,
  correlationData: 0x09,
  subscriptionId: 0x0b,
  sessionExpiry: 0x11,
  authenticationMethod: 0x15,
  authenticationData: 0x16,
  requestProblemInformation: 0x17,
  willDelay: 0x18,
  requestResponseInformation: 0x19,
  reasonString: 0x1f,
  receiveMaximum: 0x21,
  topicAliasMaximum: 0x22,
  topicAlias: 0x23,
  userProperty: 0x26,
  maximumPacketSize: 0x27,
} as const;

const P = PROPERTY;
const BOOLEANS = new Set<number>([
  P.payloadFormat,
  P.requestProblemInformation,
  P.requestResponseInformation,
]);
const SHORTS = new Set<number>([P.receiveMaximum, P.topicAliasMaximum, P.topicAlias]);
const WORDS = new Set<number>([P.messageExpiry, P.sessionExpiry, P.willDelay, P.maximumPacketSize]);
const TEXTS = new Set<number>([P.contentType, P.responseTopic, P.authenticationMethod, P.reasonString]);
const NEVER_ZERO = new Set<number>([P.subscriptionId, P.receiveMaximum, P.maximumPacketSize]);
/** What goes to subscribers as it came. */
const PASSED_ON = new Set<number>([
  P.payloadFormat,
  P.contentType,
  P.responseTopic,
  P.correlationData,
  P.userProperty,
]);

/** Which properties a packet may have. */
export const ALLOWED = {
  connect: new Set<number>([
    P.sessionExpiry,
    P.authenticationMethod,
    P.authenticationData,
    P.requestProblemInformation,
    P.requestResponseInformation,
    P.receiveMaximum,
    P.topicAliasMaximum,
    P.userProperty,
    P.maximumPacketSize,
  ]),
  will: new Set<number>([...PASSED_ON, P.messageExpiry, P.willDelay]),
  publish: new Set<number>([...PASSED_ON, P.messageExpiry, P.topicAlias]),
  subscribe: new Set<number>([P.subscriptionId, P.userProperty]),
  unsubscribe: new Set<number>([P.userProperty]),
  answer: new Set<number>([P.reasonString, P.userProperty]),
  disconnect: new Set<number>([P.sessionExpiry, P.reasonString, P.userProperty]),
} as const;

const NOTHING = Buffer.alloc(0);

/** The properties of one packet: numbers and texts by identifier, and the bytes that are passed on. */
export class Properties {
  static readonly none = new Properties(new Map(), NOTHING);

  private constructor(
    private readonly values: ReadonlyMap<number, number | string>,
    /** Encoded, without a length; owns its bytes. User properties keep their order. */
    readonly passedOn: Buffer,
  ) {}

  /** Reads the length and what it covers; a property that the packet may not have, or twice, is a protocol error. */
  static read(cursor: ByteCursor, allowed: ReadonlySet<number>): Properties {
    const length = cursor.variable();
    if (length === 0) return Properties.none;
    const part = cursor.part(length);
    const values = new Map<number, number | string>();
    const seen = new Set<number>();
    const passed: Buffer[] = [];
    while (part.left > 0) {
      const from = part.at;
      const id = part.byte();
      if (!allowed.has(id)) throw new PacketError(unknownCode(id), `property ${id} has no place here`);
      if (id !== P.userProperty && seen.has(id))
        throw new PacketError(REASON.protocolError, `property ${id} comes twice`);
      seen.add(id);
      const value = readValue(part, id);
      if (value !== null) values.set(id, value);
      if (PASSED_ON.has(id)) passed.push(part.bytes.subarray(from, part.at));
    }
    return new Properties(values, passed.length > 0 ? Buffer.concat(passed) : NOTHING);
  }

  number(id: number): number | undefined {
    const value = this.values.get(id);
    return typeof value === 'number' ? value : undefined;
  }

  text(id: number): string | undefined {
    const value = this.values.get(id);
    return typeof value === 'string' ? value : undefined;
  }
}

const KNOWN = new Set<number>(Object.values(PROPERTY));

/** An identifier that MQTT does not have is malformed, one in the wrong packet a protocol error (2.2.2.2). */
function unknownCode(id: number): number {
  return KNOWN.has(id) ? REASON.protocolError : REASON.malformedPacket;
}

/** Null for what nobody here asks for. */
function readValue(cursor: ByteCursor, id: number): number | string | null {
  if (id === P.userProperty) {
    cursor.text();
    cursor.text();
    return null;
  }
  if (TEXTS.has(id)) return cursor.text();
  const value = readNumber(cursor, id);
  if (value === null) {
    cursor.binary();
    return null;
  }
  const wrong = (BOOLEANS.has(id) && value > 1) || (NEVER_ZERO.has(id) && value === 0);
  if (wrong) throw new PacketError(REASON.protocolError, `property ${id} cannot be ${value}`);
  return value;
}

function readNumber(cursor: ByteCursor, id: number): number | null {
  if (BOOLEANS.has(id)) return cursor.byte();
  if (SHORTS.has(id)) return cursor.short();
  if (WORDS.has(id)) return cursor.word();
  return id === P.subscriptionId ? cursor.variable() : null;
}
