import { DomainError, type UnitNodeView } from '@unitfleet/contracts';
import { parsePipelineDocument } from '@unitfleet/pipeline';

/** What decides whether a node can be shown in Grafana. */
export type SyncNode = Pick<UnitNodeView, 'uuid' | 'isDataPipeActive' | 'dataPipeYml'>;

// What was accepted when it was set stays so when the instance's largest payload is made smaller.
const NO_LIMITS = { maxPayloadBytes: Number.MAX_SAFE_INTEGER };

/**
 * Whether a dashboard may be brought to Grafana at all (`docs/protocol/rest-graphql.md 6.4`).
 *
 * @throws DomainError Grafana without panels or for a node without active pipe, DataPipe for one whose pipe has no
 * valid configuration (10B.32).
 */
export const requireSyncable = (panelCount: number, nodes: readonly SyncNode[]): void => {
  if (panelCount === 0) throw new DomainError('Grafana', 'the dashboard has no panels');
  for (const { uuid, isDataPipeActive, dataPipeYml } of nodes) {
    if (!isDataPipeActive)
      throw new DomainError('Grafana', `the data pipe of UnitNode ${uuid} is not active`);
    if (dataPipeYml === null)
      throw new DomainError('DataPipe', `the data pipe of UnitNode ${uuid} has no configuration`);
    if (!parsePipelineDocument(dataPipeYml, NO_LIMITS).ok)
      throw new DomainError(
        'DataPipe',
        `the configuration of the data pipe of UnitNode ${uuid} is not valid`,
      );
  }
};
