import { Injectable } from '@nestjs/common';
import { liveNodeStates, PARTITIONS, partitionOf, type LiveNodeStates } from '@unitfleet/contracts';
import { LivePublisher } from '@unitfleet/messaging';

/** Characters of the values in one message; a server takes one MiB. */
const MESSAGE_CHARACTERS = 128 * 1024;
/** What a node takes besides its value. */
const NODE_CHARACTERS = 48;

const empty = (): LiveNodeStates => ({ nodeUuids: [], states: [], times: [] });

/** Tells those who watch nodes what was stored: a message per partition, however many values came. */
@Injectable()
export class LiveValues {
  constructor(private readonly live: LivePublisher) {}

  /** Call it when the values are stored. One array a column: uuids, values, times in ms. */
  stored(nodeUuids: readonly string[], states: readonly string[], times: readonly number[]): void {
    const gathered: LiveNodeStates[] = Array.from({ length: PARTITIONS }, empty);
    const characters = new Array<number>(PARTITIONS).fill(0);
    for (let index = 0; index < nodeUuids.length; index += 1) {
      const partition = partitionOf(nodeUuids[index]!);
      const values = gathered[partition]!;
      values.nodeUuids.push(nodeUuids[index]!);
      values.states.push(states[index]!);
      values.times.push(times[index]!);
      characters[partition]! += states[index]!.length + NODE_CHARACTERS;
      if (characters[partition]! < MESSAGE_CHARACTERS) continue;
      this.live.publish(liveNodeStates, partition, values);
      gathered[partition] = empty();
      characters[partition] = 0;
    }
    for (const [partition, values] of gathered.entries())
      if (values.nodeUuids.length > 0) this.live.publish(liveNodeStates, partition, values);
  }
}
