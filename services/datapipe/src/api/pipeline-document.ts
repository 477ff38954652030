import { DomainError } from '@unitfleet/contracts';
import { parsePipelineDocument, type PipelineDocument, type PipelineParseResult } from '@unitfleet/pipeline';
import { pipeRefused } from '../data/pipelines/node.store';
import type { DatapipeSettings } from '../settings';

/** @throws DomainError `DataPipe` for an empty document. */
export const parsePipeline = (document: Uint8Array, settings: DatapipeSettings): PipelineParseResult => {
  if (Buffer.from(document).toString('latin1').trim() === '')
    throw new DomainError('DataPipe', 'the configuration is empty');
  return parsePipelineDocument(document, { maxPayloadBytes: settings.PU_MQTT_MAX_PAYLOAD_SIZE * 1_024 });
};

/** @throws DomainError `DataPipe` for a document that is no pipeline; what is wrong with it says the check. */
export const requirePipeline = (document: Uint8Array, settings: DatapipeSettings): PipelineDocument => {
  const parsed = parsePipeline(document, settings);
  if (!parsed.ok) throw pipeRefused(`the configuration has ${parsed.errors.length} errors`);
  return parsed.config;
};
