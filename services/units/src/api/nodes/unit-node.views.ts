import { Inject, Injectable } from '@nestjs/common';
import type { NodeValue, UnitNodeView } from '@unitfleet/contracts';
import { defaultPipelineConfig, isPipelineTopic, toStoredConfig } from '@unitfleet/pipeline';
import { NodeValueClient } from '../../data/clients/node-value.client';
import type { UnitNodeEntity } from '../../data/unit-node.entity';
import { SETTINGS, type UnitsSettings } from '../../settings';

type Pipe = Pick<NodeValue, 'isDataPipeActive' | 'dataPipeYml' | 'dataPipeStatus' | 'dataPipeError'>;

const NO_PIPE: Pipe = {
  isDataPipeActive: false,
  dataPipeYml: null,
  dataPipeStatus: 'Inactive',
  dataPipeError: null,
};

/** The pipe that `datapipe` gives to new nodes, written once. */
const DEFAULT_PIPE: Pipe = {
  isDataPipeActive: true,
  dataPipeYml: toStoredConfig(defaultPipelineConfig()),
  dataPipeStatus: 'Active',
  dataPipeError: null,
};

const newest = (one: Date, other: Date | null | undefined): Date => (other && other > one ? other : one);

/** Nodes as others see them: rows of here together with values and pipes of `datapipe`. */
@Injectable()
export class UnitNodeViews {
  constructor(
    private readonly values: NodeValueClient,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {}

  /** One question for all of them. Throws Unavailable rather than to show values that are none. */
  async of(nodes: readonly UnitNodeEntity[]): Promise<UnitNodeView[]> {
    const values = await this.values.getMany(nodes.map((node) => node.uuid));
    return nodes.map((node) => this.view(node, values.get(node.uuid)));
  }

  async one(node: UnitNodeEntity): Promise<UnitNodeView> {
    const [view] = await this.of([node]);
    return view as UnitNodeView;
  }

  private view(node: UnitNodeEntity, value: NodeValue | undefined): UnitNodeView {
    const pipe: Pipe = value ?? this.pipeOfNew(node);
    return {
      uuid: node.uuid,
      type: node.type,
      visibilityLevel: node.visibilityLevel,
      isRewritableInput: node.isRewritableInput,
      maxConnections: node.maxConnections,
      topicName: node.topicName,
      lastUpdateDatetime: newest(node.lastUpdateDatetime, value?.lastUpdateDatetime),
      isDataPipeActive: pipe.isDataPipeActive,
      dataPipeYml: pipe.dataPipeYml,
      dataPipeStatus: pipe.dataPipeStatus,
      dataPipeError: pipe.dataPipeError,
      createDatetime: node.createDatetime,
      state: value?.state ?? null,
      unitUuid: node.unitUuid,
      creatorUuid: node.creatorUuid,
    };
  }

  /** What `datapipe` will make of a node that it has not heard of yet (`docs/protocol/rest-graphql.md 4.8`). */
  private pipeOfNew(node: UnitNodeEntity): Pipe {
    const isOn = this.settings.PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE && isPipelineTopic(node.topicName);
    return isOn ? DEFAULT_PIPE : NO_PIPE;
  }
}
