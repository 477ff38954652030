import { Acknowledgements } from './acknowledgements';

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
    const [first, second, third] = [7, 8, 9].map((id) => queue.receive(id));
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
    const lost = queue.receive(1);
    queue.reset();
    const current = queue.receive(2);
    queue.settle(lost);
    expect(queue.take()).toBeNull();
    queue.settle(current);
    expect(acknowledged(queue.take())).toEqual([2]);
  });

  it('go round the ring', () => {
    const queue = new Acknowledgements();
    for (let round = 0; round < 300_000; round += 1) {
      queue.settle(queue.receive(round % 65_535));
      expect(queue.take()!.readUInt16BE(2)).toBe(round % 65_535);
    }
  });
});
