import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineStream } from '../define-stream';
import { defineUpload } from '../define-upload';
import { pipelineNameSchema } from './pipe-data';

const service = 'datapipe';

/** Silence after which the other side counts as dead, not a bound on the work. */
const SILENCE_MS = 30_000;

/**
 * What a pipeline of a node has stored, as a zip with one CSV file (`docs/protocol/rest-graphql.md 4.9`,
 * `docs/protocol/datapipe.md 3.3`). `size` is in bytes, known before the first part. Refused as `DataPipe`: a pipe that is
 * inactive or without configuration, policy LastValue, nothing stored.
 */
export const exportPipeData = defineStream({
  service,
  name: 'pipe-data.export',
  request: z.object({ nodeUuid: uuidSchema, pipeline: pipelineNameSchema }),
  head: z.object({ fileName: z.string(), size: z.number() }),
  deadlineMs: SILENCE_MS,
});

/**
 * Replaces what a node's pipeline has stored by the rows of a CSV file, all or nothing (`docs/protocol/datapipe.md 3.4`,
 * `docs/protocol/decisions.md`, DataPipe 22, 23, CSV). Refused as `DataPipe`, naming row and column, with the old data
 * untouched; also when the pipe was changed meanwhile. How far it is, is told on `liveImports`.
 */
export const importPipeData = defineUpload({
  service,
  name: 'pipe-data.import',
  request: z.object({ nodeUuid: uuidSchema, pipeline: pipelineNameSchema }),
  response: z.object({ rows: z.number() }),
  deadlineMs: SILENCE_MS,
});
