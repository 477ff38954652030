/**
 * Layout of a telemetry frame, little-endian. One frame is one JetStream message on `telemetry.<partition>`.
 *
 *     u8 version | u8 kind | f64 time (ms since epoch) | u8 length, bridge id (ASCII)
 *     data:    u32 count, then per message
 *              16 bytes node | u16 packet id | u16 ms after the frame's time | u32 digest | u32 length, payload
 *     tick:    nothing more
 *     control: 16 bytes node | u32 configuration version | u32 series | u8 active | u32 length, stored configuration (JSON, UTF-8)
 *              | u8 count, u32 series of each additional pipeline; frames of older writers end before the count
 */
export const FRAME_VERSION = 1;

export const FRAME_KIND = { data: 1, tick: 2, control: 3 } as const;

export const FRAME_CONTENT_TYPE = 'application/vnd.unitfleet.telemetry-frame';

export const HEAD_BYTES = 11;
export const ENTRY_HEAD_BYTES = 28;
export const UUID_BYTES = 16;
export const MAX_TIME_OFFSET_MS = 0xffff;
