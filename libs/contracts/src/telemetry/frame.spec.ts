import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Frame } from './frame-reader';
import { controlFrame, FrameWriter, tickFrame } from './frame-writer';
import { toNodeKey, toUuid } from './node-key';

const message = fc.record({
  node: fc.uuid(),
  offset: fc.nat(0xffff),
  packetId: fc.nat(0xffff),
  digest: fc.nat(0xffffffff),
  payload: fc.uint8Array({ maxLength: 40_000 }),
});

describe('telemetry frames', () => {
  it('give back the messages that were put in, whatever they hold', () => {
    const writer = new FrameWriter('bridge-0');
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 20 }), (messages) => {
        const start = 1_700_000_000_000;
        const times = messages.map((_, index) => start + (index === 0 ? 0 : messages[index]!.offset));
        messages.forEach((m, i) => writer.add(toNodeKey(m.node), times[i]!, m.packetId, m.digest, m.payload));
        const frame = new Frame(writer.finish());
        const seen: unknown[] = [];
        frame.forEach((node, timeMs, payload, index, packetId, digest) =>
          seen.push([toUuid(node), timeMs, Buffer.from(payload).toString('hex'), index, packetId, digest]),
        );
        const entries: unknown[] = [];
        frame.forEachEntry((bytes, at, timeMs, payload, index) => {
          const node = toUuid(bytes.toString('latin1', at, at + 16));
          entries.push([node, timeMs, Buffer.from(payload).toString('hex'), index]);
        });
        expect(entries).toEqual((seen as unknown[][]).map((entry) => entry.slice(0, 4)));
        expect(frame).toMatchObject({ kind: 'data', bridge: 'bridge-0', count: messages.length });
        expect(seen).toEqual(
          messages.map((m, i) => [
            m.node,
            times[i],
            Buffer.from(m.payload).toString('hex'),
            i,
            m.packetId,
            m.digest,
          ]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('start a new frame when the time no longer fits', () => {
    const writer = new FrameWriter('b');
    writer.add(toNodeKey(randomUUID()), 1_000, 1, 1, Buffer.from('1'));
    expect(writer.fits(1_000 + 0xffff)).toBe(true);
    expect(writer.fits(1_000 + 0x10000)).toBe(false);
  });

  it('carry ticks and control', () => {
    expect(new Frame(tickFrame('bridge-1', 42))).toMatchObject({
      kind: 'tick',
      bridge: 'bridge-1',
      timeMs: 42,
      count: 0,
    });
    const control = {
      node: toNodeKey(randomUUID()),
      configVersion: 7,
      series: 5,
      additionalSeries: [8, 9],
      isActive: true,
      config: '{"ключ":1}',
    };
    const frame = controlFrame(control);
    expect(new Frame(frame).control).toEqual(control);
    // As it was written before there were additional pipelines.
    expect(new Frame(frame.subarray(0, -9)).control).toEqual({ ...control, additionalSeries: [] });
  });

  it('refuse what is no frame', () => {
    expect(() => new Frame(Buffer.from('{"state":1}'))).toThrow(RangeError);
  });
});
