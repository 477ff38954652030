import { Injectable } from '@nestjs/common';
import { notFound } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import type { Grant } from '../../data/permission.repository';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { UnitNodeRepository } from '../../data/unit-node.repository';
import { UnitRepository } from '../../data/unit.repository';

export interface EdgeKey {
  readonly nodeOutputUuid: string;
  readonly nodeInputUuid: string;
}

export interface EdgeEnds {
  readonly output: UnitNodeEntity;
  readonly input: UnitNodeEntity;
}

/** What the Units at both ends get to see of each other (`docs/protocol/device.md 8`); inside one Unit nothing is needed. */
export const grantsOfEdge = ({ output, input }: EdgeEnds) => {
  const sender = { agentType: 'Unit', agentUuid: output.unitUuid } as const;
  const receiver = { agentType: 'Unit', agentUuid: input.unitUuid } as const;
  return {
    senderToInput: { ...sender, resourceType: 'UnitNode', resourceUuid: input.uuid },
    receiverToOutput: { ...receiver, resourceType: 'UnitNode', resourceUuid: output.uuid },
    senderToReceiver: { ...sender, resourceType: 'Unit', resourceUuid: input.unitUuid },
  } as const satisfies Record<string, Grant>;
};

/** Finds and locks the nodes of an edge. */
@Injectable()
export class EdgeEndsService {
  constructor(
    private readonly units: UnitRepository,
    private readonly nodes: UnitNodeRepository,
  ) {}

  async find(key: EdgeKey): Promise<EdgeEnds> {
    return {
      output: await this.nodes.get(key.nodeOutputUuid),
      input: await this.nodes.get(key.nodeInputUuid),
    };
  }

  /** Units before nodes and each in the order of its keys, as everywhere: so nobody waits in a circle. */
  async lock(transaction: Transaction, ends: EdgeEnds): Promise<EdgeEnds> {
    const unitUuids = [...new Set([ends.output.unitUuid, ends.input.unitUuid])].sort();
    for (const unitUuid of unitUuids) await this.units.lock(transaction, unitUuid);
    const locked = await this.nodes.lockMany(transaction, [ends.output.uuid, ends.input.uuid]);
    const byUuid = (uuid: string): UnitNodeEntity => {
      const node = locked.find((candidate) => candidate.uuid === uuid);
      if (!node) throw notFound('UnitNode', uuid);
      return node;
    };
    return { output: byUuid(ends.output.uuid), input: byUuid(ends.input.uuid) };
  }
}
