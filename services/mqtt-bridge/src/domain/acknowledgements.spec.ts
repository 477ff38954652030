import { Acknowledgements, NO_RECEIPT } from './acknowledgements';

const acknowledged = (packets: Buffer | null): number[] => {
  const ids: number[] = [];
  for (let at = 0; packets && at < packets.length; at += 4) {
    expect(packets.readUInt16BE(at)).toBe(0x4002);
    ids.push(packets.readUInt16BE(at + 2));
  }
  return ids;
};

describe('Acknowledgements', () => {
  it('go out in the order of receipt, whatever the order of storing', () => {
    const queue = new Acknowledgements();
    const [first, second, third] = [7, 8, 9].map((id) => queue.receive(id, 0));
    queue.settle(third!);
    expect(queue.take()).toBeNull();
    queue.settle(first!);
    expect(acknowledged(queue.take())).toEqual([7]);
    queue.settle(second!);
    expect(acknowledged(queue.take())).toEqual([8, 9]);
    expect(queue.pending).toBe(0);
  });

  it('of a lost connection settle to nothing', () => {
    const queue = new Acknowledgements();
    const lost = queue.receive(1, 0);
    queue.reset(0);
    const current = queue.receive(2, 0);
    queue.settle(lost);
    expect(queue.take()).toBeNull();
    queue.settle(current);
    expect(acknowledged(queue.take())).toEqual([2]);
  });

  it('tell since when the broker is owed some, also across a lost connection', () => {
    const queue = new Acknowledgements();
    expect(queue.owedSince(50)).toBe(50);
    const first = queue.receive(1, 100);
    queue.receive(2, 200);
    expect(queue.owedSince(300)).toBe(100);
    queue.settle(first);
    queue.settle(NO_RECEIPT);
    queue.take();
    expect(queue.owedSince(300)).toBe(200);
    queue.reset(400);
    queue.receive(2, 500);
    expect(queue.owedSince(600)).toBe(200);
    expect(queue.owedSince(70_000)).toBe(500);
  });

  it('go round the ring', () => {
    const queue = new Acknowledgements();
    let wrong = 0;
    for (let round = 0; round < 300_000; round += 1) {
      const packetId = round % 65_535;
      queue.settle(queue.receive(packetId, round));
      if (queue.take()?.readUInt16BE(2) !== packetId) wrong += 1;
    }
    expect(wrong).toBe(0);
  });
});
