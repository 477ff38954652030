import { randomUUID } from 'node:crypto';
import {
  controlFrame,
  FRAME_CONTENT_TYPE,
  partitionOf,
  pipelineConfigured,
  telemetrySubject,
  toNodeKey,
} from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import type { PipelineRow } from './node.store';

type Announced = Pick<
  PipelineRow,
  'uuid' | 'config' | 'configVersion' | 'series' | 'additionalSeries' | 'isActive' | 'version'
>;

/**
 * Says, with the change itself, that a pipe is another one now: to its partition, where it takes effect at a definite
 * point, and to the fleet.
 */
export const announcePipeline = async (transaction: Transaction, pipe: Announced): Promise<void> => {
  const { uuid, config, configVersion, series, additionalSeries, isActive, version } = pipe;
  if (config !== null) {
    await transaction.manager.query(
      `insert into pipeline_versions (node_uuid, config_version, config, series, additional_series, is_active)
       values ($1, $2, $3, $4, $5, $6)`,
      [uuid, configVersion, config, series, additionalSeries, isActive],
    );
  }
  transaction.send({
    id: randomUUID(),
    subject: telemetrySubject(partitionOf(uuid)),
    payload: controlFrame({
      node: toNodeKey(uuid),
      configVersion,
      series,
      additionalSeries,
      isActive,
      config: config ?? '',
    }),
    headers: { 'content-type': FRAME_CONTENT_TYPE },
  });
  transaction.emit(pipelineConfigured, { uuid, version }, { nodeUuid: uuid, configVersion, isActive });
};
