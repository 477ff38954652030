import { Injectable } from '@nestjs/common';
import {
  getNodeValues,
  listFailedPipelines,
  setNodeValue,
  setPipelineActive,
  type NodeValue,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

interface NodeReference {
  readonly uuid: string;
  readonly unitUuid: string;
  readonly topicName: string;
}

/** A page is one question; its keys stay well below what one NATS message holds. */
const NODES_PER_CALL = 15_000;

/** Values and pipes of nodes, as `datapipe` holds them. */
@Injectable()
export class NodeValueClient {
  constructor(private readonly rpc: RpcClient) {}

  /** By node; one that `datapipe` has not heard of yet is missing. */
  async getMany(nodeUuids: readonly string[]): Promise<Map<string, NodeValue>> {
    const values = new Map<string, NodeValue>();
    for (let start = 0; start < nodeUuids.length; start += NODES_PER_CALL) {
      const page = nodeUuids.slice(start, start + NODES_PER_CALL);
      const answer = await this.rpc.call(getNodeValues, { nodeUuids: page });
      for (const value of answer.values) values.set(value.nodeUuid, value);
    }
    return values;
  }

  /** All nodes whose pipe is on and cannot run, whoever sees them. */
  async listFailed(): Promise<string[]> {
    const found: string[] = [];
    for (;;) {
      const page = { after: found.at(-1) ?? null, limit: NODES_PER_CALL };
      const { nodeUuids } = await this.rpc.call(listFailedPipelines, page);
      for (const uuid of nodeUuids) found.push(uuid);
      if (nodeUuids.length < NODES_PER_CALL) return found;
    }
  }

  async setState(node: NodeReference, state: string): Promise<void> {
    await this.rpc.call(setNodeValue, { ...this.reference(node), state });
  }

  async setPipeActive(node: NodeReference, isActive: boolean): Promise<void> {
    await this.rpc.call(setPipelineActive, { ...this.reference(node), isActive });
  }

  private reference(node: NodeReference) {
    return { nodeUuid: node.uuid, unitUuid: node.unitUuid, topicName: node.topicName };
  }
}
