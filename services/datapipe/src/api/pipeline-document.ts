import { DomainError } from '@unitfleet/contracts';
import {
  parsePipelineDocument,
  type PipelineDocument,
  type PipelineParseResult,
  type PipelineProblem,
} from '@unitfleet/pipeline';
import { pipeRefused } from '../data/pipelines/node.store';
import type { DatapipeSettings } from '../settings';

/** @throws DomainError `DataPipe` for an empty document. */
export const parsePipeline = (document: Uint8Array, settings: DatapipeSettings): PipelineParseResult => {
  if (Buffer.from(document).toString('latin1').trim() === '')
    throw new DomainError('DataPipe', 'the configuration is empty');
  return parsePipelineDocument(document, { maxPayloadBytes: settings.PU_MQTT_MAX_PAYLOAD_SIZE * 1_024 });
};

const MAX_MESSAGE_CHARACTERS = 200;

const countOf = ({ length }: readonly PipelineProblem[]): string =>
  length === 1 ? '1 error' : `${length} errors`;

/** The first problem; the check tells all of them. */
const firstOf = ([problem]: readonly PipelineProblem[]): string => {
  if (!problem) return '';
  const { stage, message, line, column } = problem;
  return `${line === undefined ? '' : `line ${line}, column ${column}, `}${stage}: ${message.slice(0, MAX_MESSAGE_CHARACTERS)}`;
};

/** @throws DomainError `DataPipe` for a document that is no pipeline, with the place of its first problem. */
export const requirePipeline = (document: Uint8Array, settings: DatapipeSettings): PipelineDocument => {
  const parsed = parsePipeline(document, settings);
  if (!parsed.ok)
    throw pipeRefused(`the configuration has ${countOf(parsed.errors)}, ${firstOf(parsed.errors)}`);
  return parsed.config;
};
