import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Transaction } from '@unitfleet/persistence';
import { DataSource } from 'typeorm';
import { UnitNodeEdgeEntity } from './unit-node-edge.entity';

/** An Output as an Input's Unit hears it. */
export interface LinkedOutput {
  readonly inputUuid: string;
  readonly uuid: string;
  readonly topicName: string;
}

/** An edge with the Units at its ends. */
export interface LinkedUnits {
  readonly outputUuid: string;
  readonly senderUuid: string;
  readonly inputUuid: string;
  readonly receiverUuid: string;
}

interface LinkEnd {
  readonly uuid: string;
  readonly unitUuid: string;
}

/** Rows of edges. */
@Injectable()
export class UnitNodeEdgeRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  find(
    pair: Pick<UnitNodeEdgeEntity, 'nodeOutputUuid' | 'nodeInputUuid'>,
    transaction?: Transaction,
  ): Promise<UnitNodeEdgeEntity | null> {
    const { nodeOutputUuid, nodeInputUuid } = pair;
    const manager = transaction?.manager ?? this.source.manager;
    return manager.findOneBy(UnitNodeEdgeEntity, { nodeOutputUuid, nodeInputUuid });
  }

  countOfOutput(transaction: Transaction, nodeOutputUuid: string): Promise<number> {
    return transaction.manager.countBy(UnitNodeEdgeEntity, { nodeOutputUuid });
  }

  countOfInput(transaction: Transaction, nodeInputUuid: string): Promise<number> {
    return transaction.manager.countBy(UnitNodeEdgeEntity, { nodeInputUuid });
  }

  /** Outputs linked to the Inputs of a Unit, in the order of their edges' keys. */
  linkedOutputs(unitUuid: string): Promise<LinkedOutput[]> {
    return this.source.manager.query(
      `select input.uuid as "inputUuid", output.uuid, output.topic_name as "topicName"
       from unit_nodes input
       join unit_node_edges edge on edge.node_input_uuid = input.uuid
       join unit_nodes output on output.uuid = edge.node_output_uuid
       where input.unit_uuid = $1 and input.type = 'Input'
       order by edge.uuid`,
      [unitUuid],
    );
  }

  /** Edges at either end of these nodes. */
  touching(transaction: Transaction, nodeUuids: readonly string[]): Promise<LinkedUnits[]> {
    return transaction.manager.query(
      `select output.uuid as "outputUuid", output.unit_uuid as "senderUuid",
         input.uuid as "inputUuid", input.unit_uuid as "receiverUuid"
       from unit_node_edges edge
       join unit_nodes output on output.uuid = edge.node_output_uuid
       join unit_nodes input on input.uuid = edge.node_input_uuid
       where edge.node_output_uuid = any($1::uuid[]) or edge.node_input_uuid = any($1::uuid[])
       order by edge.uuid`,
      [nodeUuids],
    );
  }

  /** Edges between a node and the nodes of a Unit, whichever of the two hears the other. */
  between(transaction: Transaction, nodeUuid: string, unitUuid: string): Promise<UnitNodeEdgeEntity[]> {
    return transaction.manager
      .createQueryBuilder(UnitNodeEdgeEntity, 'edge')
      .where(
        `(edge.node_output_uuid = :nodeUuid and edge.node_input_uuid in (
           select uuid from unit_nodes where unit_uuid = :unitUuid))
         or (edge.node_input_uuid = :nodeUuid and edge.node_output_uuid in (
           select uuid from unit_nodes where unit_uuid = :unitUuid))`,
        { nodeUuid, unitUuid },
      )
      .orderBy('edge.uuid')
      .getMany();
  }

  /** Which grants of an edge other edges between the same two Units still need. */
  async remainingLinks(
    transaction: Transaction,
    { output, input }: { output: LinkEnd; input: LinkEnd },
  ): Promise<{ senderToInput: boolean; receiverToOutput: boolean; senderToReceiver: boolean }> {
    const rows: { output_uuid: string; input_uuid: string }[] = await transaction.manager.query(
      `select output.uuid as output_uuid, input.uuid as input_uuid
       from unit_nodes input
       join unit_node_edges edge on edge.node_input_uuid = input.uuid
       join unit_nodes output on output.uuid = edge.node_output_uuid
       where input.unit_uuid = $2 and output.unit_uuid = $1`,
      [output.unitUuid, input.unitUuid],
    );
    return {
      senderToInput: rows.some((row) => row.input_uuid === input.uuid),
      receiverToOutput: rows.some((row) => row.output_uuid === output.uuid),
      senderToReceiver: rows.length > 0,
    };
  }
}
