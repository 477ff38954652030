import { type Envelope, envelopeSchema, Frame, FRAME_CONTENT_TYPE, toUuid } from '@unitfleet/contracts';
import { decodeMessage } from '../codec/message-pack';
import { coveredJson, showBytes } from './covered-json';

/** The part of a stored message that its reader needs. */
export interface ReadableSource {
  readonly subject: string;
  readonly data: Uint8Array;
  readonly contentType: string | undefined;
}

const MAX_ENTRIES = 5;

const showEnvelope = (envelope: Envelope): string => {
  const { type, version, source, subject, aggregateVersion, actor, data } = envelope;
  const who = 'uuid' in actor ? `${actor.kind} ${actor.uuid}` : actor.kind;
  const about = subject ? ` ${subject} v${aggregateVersion}` : '';
  return `${type}.v${version}${about} from ${source} by ${who} ${coveredJson(data)}`;
};

const showEntries = (frame: Frame): string => {
  const shown: string[] = [];
  frame.forEach((node, timeMs, payload, index) => {
    if (index < MAX_ENTRIES)
      shown.push(`${toUuid(node)}@${new Date(timeMs).toISOString()}=${JSON.stringify(showBytes(payload))}`);
  });
  const rest = frame.count > MAX_ENTRIES ? ` and ${frame.count - MAX_ENTRIES} more` : '';
  return `frame of ${frame.count} by ${frame.bridge}: ${shown.join(' ')}${rest}`;
};

const showFrame = (bytes: Uint8Array): string => {
  const frame = new Frame(bytes);
  if (frame.kind === 'tick') return `tick ${new Date(frame.timeMs).toISOString()} by ${frame.bridge}`;
  const { control } = frame;
  if (!control) return showEntries(frame);
  const { node, configVersion, series, isActive, config } = control;
  const text = coveredJson({ configVersion, series, isActive, config });
  return `control ${toUuid(node)} ${text}`;
};

/** A message of any of the fleet's streams in one line; what nobody knows is shown as its bytes. */
export const readableMessage = ({ subject, data, contentType }: ReadableSource): string => {
  try {
    if (contentType === FRAME_CONTENT_TYPE || subject.startsWith('telemetry.')) return showFrame(data);
    const value = decodeMessage(data);
    const envelope = envelopeSchema.safeParse(value);
    return envelope.success ? showEnvelope(envelope.data as Envelope) : coveredJson(value);
  } catch {
    return `${data.length} bytes: ${showBytes(data)}`;
  }
};
