import { MessageRing } from './message-ring';

const message = (sequence: number, bytes = 100) => ({
  subject: 's',
  sequence,
  data: new Uint8Array(bytes),
});

describe('MessageRing', () => {
  it('knows what it has from the start on', () => {
    const ring = new MessageRing(10_000);
    expect(ring.covers(5)).toBe(false);
    ring.begin(5);
    ring.begin(9);
    expect(ring.covers(5)).toBe(true);
    expect(ring.covers(4)).toBe(false);
    for (const sequence of [6, 8, 9]) ring.add(message(sequence));
    expect(ring.after(5)?.sequence).toBe(6);
    expect(ring.after(6)?.sequence).toBe(8);
    expect(ring.after(9)).toBeNull();
  });

  it('forgets the oldest beyond its bytes, and says so', () => {
    const ring = new MessageRing(100_000);
    ring.begin(0);
    for (let sequence = 1; sequence <= 20_000; sequence += 1) ring.add(message(sequence));
    const oldest = ring.after(0)!.sequence;
    expect(oldest).toBeGreaterThan(19_000);
    expect(ring.covers(oldest - 1)).toBe(true);
    expect(ring.covers(oldest - 2)).toBe(false);
    expect(ring.after(19_999)?.sequence).toBe(20_000);
  });

  it('begins anew after a gap', () => {
    const ring = new MessageRing(10_000);
    ring.begin(0);
    ring.add(message(1));
    ring.clear();
    expect(ring.covers(1)).toBe(false);
    ring.begin(7);
    expect(ring.covers(7)).toBe(true);
    expect(ring.after(0)).toBeNull();
  });
});
