import { DomainError } from '@unitfleet/contracts';

export interface GatherOptions {
  readonly maxBytes: number;
  /** What is said of content that is larger. */
  readonly tooLarge: () => DomainError;
  /** Aborted when nobody waits for the content any more. */
  readonly over: AbortSignal;
}

export const nobodyWaits = (): DomainError => new DomainError('Unavailable', 'the client has gone');

/**
 * The whole of a stream, for answers that are JSON of their own form. Never holds more than `maxBytes`; its sender
 * hears at once when it is read no further.
 *
 * @throws DomainError `tooLarge`; `Unavailable` when nobody waits any more; what the stream throws.
 */
export const gatherContent = async (
  content: AsyncIterable<Uint8Array>,
  { maxBytes, tooLarge, over }: GatherOptions,
): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    if (over.aborted) throw nobodyWaits();
    size += part.length;
    if (size > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, size);
};

/** Leaves a stream unread, so that its sender need not wait for its deadline. */
export const leaveContent = (content: AsyncIterable<Uint8Array>): void => {
  const leave = async () => {
    // What was never begun cannot be left.
    for await (const _first of content) break;
  };
  leave().catch(() => undefined);
};
