import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { FrameFault, isFrameFault } from './frame-fault';
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

  it.each(['{"state":1}', '{', ''])('refuse what is no frame: %j', (text) => {
    expect(() => new Frame(Buffer.from(text))).toThrow(FrameFault);
  });

  describe('cut off anywhere', () => {
    const node = toNodeKey(randomUUID());
    const faultOf = (read: () => unknown): unknown => {
      try {
        read();
      } catch (error) {
        return error;
      }
      return null;
    };
    /** Lengths at which reading succeeds, of all up to that of the frame; everywhere else it fails with a fault. */
    const readable = (bytes: Uint8Array, read: (frame: Frame) => unknown): number[] =>
      Array.from(bytes.keys()).filter((length) => {
        const error = faultOf(() => read(new Frame(bytes.subarray(0, length))));
        if (error !== null) expect(error).toBeInstanceOf(FrameFault);
        return error === null;
      });

    it('give what is whole, then a fault', () => {
      const writer = new FrameWriter('b');
      for (const payload of ['12', '', '3']) writer.add(node, 1_000, 1, 1, Buffer.from(payload));
      const bytes = writer.finish();
      expect(readable(bytes, (frame) => frame.forEach(() => undefined))).toEqual([]);
      expect(readable(bytes, (frame) => frame.forEachEntry(() => undefined))).toEqual([]);
      const [seen, entries]: string[][] = [[], []];
      const cut = new Frame(bytes.subarray(0, -1));
      const [one, other] = [
        faultOf(() => cut.forEach((_node, _timeMs, payload) => seen!.push(payload.toString()))),
        faultOf(() => cut.forEachEntry((_b, _at, _timeMs, payload) => entries!.push(payload.toString()))),
      ];
      expect([isFrameFault(one), isFrameFault(other)]).toEqual([true, true]);
      expect([seen, entries]).toEqual(Array(2).fill(['12', '']));
    });

    it('say nothing of a pipeline, but where older writers end', () => {
      const control = {
        node,
        configVersion: 1,
        series: 1,
        additionalSeries: [2, 3],
        isActive: true,
        config: '{}',
      };
      const bytes = controlFrame(control);
      expect(readable(bytes, (frame) => frame.control)).toEqual([bytes.length - 9]);
    });
  });

  it('let through what a visitor throws', () => {
    const writer = new FrameWriter('b');
    writer.add(toNodeKey(randomUUID()), 1_000, 1, 1, Buffer.from('1'));
    const frame = new Frame(writer.finish());
    const defect = new RangeError('Invalid string length');
    const visit = () => {
      throw defect;
    };
    expect(() => frame.forEach(visit)).toThrow(defect);
    expect(() => frame.forEachEntry(visit)).toThrow(defect);
    expect(isFrameFault(defect)).toBe(false);
  });
});
