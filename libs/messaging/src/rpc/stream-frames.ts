import type { Msg } from '@nats-io/nats-core';
import { DomainError } from '@unitfleet/contracts';
import { z } from 'zod';

/** Bytes per part: well below NATS' default limit of 1 MiB a message. */
export const PART_BYTES = 256 * 1024;

/** Parts that may be under way before the receiver asks for more, so that neither side nor the server piles them up. */
export const WINDOW_PARTS = 8;

/** A download: the caller's inbox gets, in this order, one `open` (or `error`), parts as plain bytes, one `end`. */
export const openFrameSchema = z.object({ creditSubject: z.string(), head: z.unknown() });

/** On the credit subject: empty allows half a window more. */
export const CREDIT = {
  /** the caller reads no further */
  leave: 'leave',
  /** the caller is slow, not gone */
  alive: 'alive',
} as const;

/** Status that NATS itself sends to the reply subject of a message that nobody took. */
export const NO_RESPONDERS = 503;

export const FRAME_HEADER = 'Unitfleet-Frame';
/** Number of a part, from 1: one that was lost on the way is noticed. */
export const PART_HEADER = 'Unitfleet-Part';

/**
 * Both ways: `open`, `part`, `end`, `error`; `alive` says that the sender still works. Of an upload also: `pull`, by which
 * the service allows half a window more and tells where parts go (its reply subject), and `result`.
 */
export type FrameKind = 'open' | 'part' | 'end' | 'error' | 'alive' | 'pull' | 'result';

export const kindOf = (message: Msg): FrameKind => message.headers?.get(FRAME_HEADER) as FrameKind;

/** @throws DomainError `Unavailable` when the part is not the next one. */
export const requirePart = (message: Msg, number: number): Uint8Array => {
  if (kindOf(message) !== 'part' || Number(message.headers!.get(PART_HEADER)) !== number)
    throw new DomainError('Unavailable', 'the transfer broke off');
  return message.data;
};

/** A chunk of any size as parts that fit into messages. */
export function* parts(chunk: Uint8Array): Generator<Uint8Array> {
  for (let offset = 0; offset < chunk.length; offset += PART_BYTES)
    yield chunk.subarray(offset, offset + PART_BYTES);
}
