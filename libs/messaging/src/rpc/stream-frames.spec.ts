import { headers, type Msg } from '@nats-io/nats-core';
import { FRAME_HEADER, PART_BYTES, PART_HEADER, parts, requirePart } from './stream-frames';

const frame = (kind: string, number?: number): Msg => {
  const made = headers();
  made.set(FRAME_HEADER, kind);
  if (number !== undefined) made.set(PART_HEADER, String(number));
  return { headers: made, data: Buffer.from('x') } as unknown as Msg;
};

describe('parts of a transfer', () => {
  it('come in their order, without a gap', () => {
    expect(requirePart(frame('part', 2), 2)).toEqual(Buffer.from('x'));
    for (const wrong of [frame('part', 3), frame('part', 1), frame('part'), frame('open', 2)])
      expect(() => requirePart(wrong, 2)).toThrow('the transfer broke off');
  });

  it('fit into messages and are the whole', () => {
    const chunk = Buffer.alloc(PART_BYTES * 2 + 1);
    expect([...parts(chunk)].map((part) => part.length)).toEqual([PART_BYTES, PART_BYTES, 1]);
    expect([...parts(Buffer.alloc(0))]).toEqual([]);
  });
});
