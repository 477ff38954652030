import { Packr } from 'msgpackr';

// Missing properties stay missing, as in JSON: a nil would defeat the defaults of the receiver's schema.
const packr = new Packr({ useRecords: false, skipValues: [undefined], encodeUndefinedAsNil: true } as object);

/** The value as MessagePack; times as timestamps, bytes as bin. */
export const encodeMessage = (value: unknown): Uint8Array => packr.pack(value);

/** @throws on bytes that are not MessagePack. */
export const decodeMessage = (bytes: Uint8Array): unknown => packr.unpack(bytes);

export const CONTENT_TYPE = 'application/msgpack';
