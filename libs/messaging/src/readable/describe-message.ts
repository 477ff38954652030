import { type Envelope, envelopeSchema, Frame, FRAME_CONTENT_TYPE, toUuid } from '@unitfleet/contracts';
import { decodeMessage } from '../codec/message-pack';
import { covered } from './covered-json';

/** The part of a message of a stream that its reader needs. */
export interface StoredMessage {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly contentType: string | undefined;
}

/** A message for people. */
export interface MessageDescription {
  /** `<type>.v<version>` of an envelope; null of what is none. */
  readonly type: string | null;
  /** JSON in several lines, secrets covered, at most 64 KB. */
  readonly text: string;
}

const MAX_BYTES = 64 * 1024;
/** Of one text in it. */
const MAX_TEXT = 4_000;
const MAX_ENTRIES = 100;

const showFrame = (bytes: Uint8Array): unknown => {
  const frame = new Frame(bytes);
  const { kind, bridge } = frame;
  if (kind === 'tick') return { kind, bridge, time: new Date(frame.timeMs) };
  const { control } = frame;
  if (control) return { kind, bridge, ...control, node: toUuid(control.node) };
  const entries: unknown[] = [];
  frame.forEach((node, timeMs, payload, index) => {
    if (index < MAX_ENTRIES)
      entries.push({ node: toUuid(node), time: new Date(timeMs), payload: payload.slice() });
  });
  return { kind, bridge, count: frame.count, entries };
};

const bounded = (text: string): string => {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_BYTES) return text;
  // A character that was cut in two goes.
  return `${bytes
    .subarray(0, MAX_BYTES)
    .toString('utf8')
    .replace(/\ufffd$/, '')}...`;
};

const toText = (value: unknown): string => bounded(JSON.stringify(covered(value, MAX_TEXT), null, 2) ?? '');

/** A message of any of the fleet's streams as JSON; what nobody knows is shown as its bytes. */
export const describeMessage = ({ subject, payload, contentType }: StoredMessage): MessageDescription => {
  try {
    if (contentType === FRAME_CONTENT_TYPE || subject.startsWith('telemetry.'))
      return { type: null, text: toText(showFrame(payload)) };
    const value = decodeMessage(payload);
    const envelope = envelopeSchema.safeParse(value);
    if (!envelope.success) return { type: null, text: toText(value) };
    const { type, version } = envelope.data as Envelope;
    return { type: `${type}.v${version}`, text: toText(envelope.data) };
  } catch {
    return { type: null, text: toText({ bytes: payload.length, content: payload }) };
  }
};
