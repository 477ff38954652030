import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { DomainError, noAccess, type Actor, type UnitNodeEdgeView } from '@unitfleet/contracts';
import { isUniqueViolation, Transactions, type Transaction } from '@unitfleet/persistence';
import { CommandRepository } from '../../data/command.repository';
import { PermissionRepository } from '../../data/permission.repository';
import { Sight } from '../../data/sight';
import { StaleTopicRepository } from '../../data/stale-topic.repository';
import { UnitNodeEdgeEntity } from '../../data/unit-node-edge.entity';
import { UnitNodeEdgeRepository } from '../../data/unit-node-edge.repository';
import { UnitRepository } from '../../data/unit.repository';
import { EdgeEndsService, grantsOfEdge, type EdgeEnds, type EdgeKey } from './edge-ends.service';

/** Links an Output to an Input (`docs/protocol/rest-graphql.md 4.8`). */
@Injectable()
export class CreateEdgeService {
  constructor(
    private readonly ends: EdgeEndsService,
    private readonly edges: UnitNodeEdgeRepository,
    private readonly units: UnitRepository,
    private readonly permissions: PermissionRepository,
    private readonly sight: Sight,
    private readonly stale: StaleTopicRepository,
    private readonly commands: CommandRepository,
    private readonly transactions: Transactions,
  ) {}

  async create(actor: Actor, key: EdgeKey): Promise<UnitNodeEdgeView> {
    const found = await this.ends.find(key);
    await this.check(actor, found);
    return this.transactions.run(async (transaction) => {
      const ends = await this.ends.lock(transaction, found);
      await this.checkLimits(transaction, ends);
      const edge = await this.insert(transaction, actor, ends);
      if (ends.output.unitUuid !== ends.input.unitUuid)
        await this.permissions.add(transaction, Object.values(grantsOfEdge(ends)), true);
      await this.stale.forgetOne(transaction, ends.input.unitUuid, ends.output.uuid);
      await this.units.bumpAccess(transaction, [ends.output.unitUuid, ends.input.unitUuid]);
      await this.commands.putSchemaUpdates(transaction, [ends.input.unitUuid]);
      return edge;
    });
  }

  private async check(actor: Actor, { output, input }: EdgeEnds): Promise<void> {
    const facts = {
      output: await this.sight.ofNode(actor, output),
      input: await this.sight.ofNode(actor, input),
    };
    requireAccess('edge.create', actor, facts);
    if (output.type !== 'Output') throw new DomainError('UnitNode', `Node ${output.uuid} is not an Output`);
    if (input.type !== 'Input') throw new DomainError('UnitNode', `Node ${input.uuid} is not an Input`);
  }

  private async checkLimits(transaction: Transaction, { output, input }: EdgeEnds): Promise<void> {
    const key = { nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid };
    if (await this.edges.find(key, transaction)) throw alreadyLinked();
    if ((await this.edges.countOfOutput(transaction, output.uuid)) >= output.maxConnections)
      throw new DomainError('UnitNode', `The Output has ${output.maxConnections} connections already`);
    if ((await this.edges.countOfInput(transaction, input.uuid)) >= input.maxConnections)
      throw new DomainError('UnitNode', `The Input has ${input.maxConnections} connections already`);
  }

  private async insert(
    transaction: Transaction,
    actor: Actor,
    { output, input }: EdgeEnds,
  ): Promise<UnitNodeEdgeView> {
    if (actor.kind !== 'User') throw noAccess('an edge is made by a User');
    const edge = { uuid: randomUUID(), nodeOutputUuid: output.uuid, nodeInputUuid: input.uuid };
    try {
      await transaction.manager.insert(UnitNodeEdgeEntity, { ...edge, creatorUuid: actor.uuid });
    } catch (error) {
      throw isUniqueViolation(error, 'unit_node_edges_pair') ? alreadyLinked(error) : error;
    }
    return edge;
  }
}

const alreadyLinked = (cause?: unknown): DomainError =>
  new DomainError('UnitNode', 'The nodes are linked already', { cause });
