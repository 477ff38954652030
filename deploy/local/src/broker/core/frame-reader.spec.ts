import { generate } from 'mqtt-packet';
import * as fc from 'fast-check';
import { FrameReader } from './frame-reader';

const collect = (limit = 1e6) => {
  const frames: string[] = [];
  const reader = new FrameReader(limit, (first, bytes, start, end) => {
    frames.push(first.toString(16) + bytes.toString('hex', start, end));
    return true;
  });
  return { frames, reader };
};

describe('FrameReader', () => {
  it('finds the same packets however the bytes are cut', () => {
    const payloads = fc.array(fc.nat(40_000), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        payloads,
        fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1 }),
        (sizes, cuts) => {
          const packets = sizes.map((size) =>
            generate({
              cmd: 'publish',
              topic: 't',
              payload: Buffer.alloc(size, size),
              qos: 0,
              dup: false,
              retain: false,
            }),
          );
          const stream = Buffer.concat(packets);
          const whole = collect();
          whole.reader.push(stream);
          const pieces = collect();
          for (let at = 0, i = 0; at < stream.length; i++) {
            const size = cuts[i % cuts.length] ?? 1;
            pieces.reader.push(stream.subarray(at, at + size));
            at += size;
          }
          expect(whole.frames).toHaveLength(packets.length);
          expect(pieces.frames).toEqual(whole.frames);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuses a packet above the limit as soon as its length is known, and lengths of five bytes', () => {
    expect(collect(10).reader.push(Buffer.from([0x30, 9]))).toBe('packet_too_large');
    expect(collect(10).reader.push(Buffer.from([0x30, 8]))).toBeNull();
    expect(collect().reader.push(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 1]))).toBe('malformed_length');
  });

  it('stops in the middle of a chunk when told so', () => {
    let seen = 0;
    const reader = new FrameReader(100, () => ++seen < 2);
    reader.push(Buffer.from([0xc0, 0, 0xc0, 0, 0xc0, 0]));
    expect(seen).toBe(2);
  });
});
