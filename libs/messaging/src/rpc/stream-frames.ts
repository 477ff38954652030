import { z } from 'zod';

/** Bytes per part: well below NATS' default limit of 1 MiB a message. */
export const PART_BYTES = 256 * 1024;

/** Parts that may be under way before the caller asks for more, so that neither side nor the server piles them up. */
export const WINDOW_PARTS = 8;

/** The caller's inbox gets, in this order: one `open` (or `error`), parts as plain bytes, one `end`. */
export const openFrameSchema = z.object({ creditSubject: z.string(), head: z.unknown() });

/** On the credit subject: empty allows half a window more, this says that the caller reads no further. */
export const LEAVE = 'leave';

export const FRAME_HEADER = 'Unitfleet-Frame';
export type FrameKind = 'open' | 'part' | 'end' | 'error';
