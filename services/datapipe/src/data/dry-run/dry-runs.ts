import { Injectable } from '@nestjs/common';
import { MAX_DRY_RUN_MESSAGES, type DryRunView } from '@unitfleet/contracts';
import { DryRun, type DryRunStep, type PipelineDocument } from '@unitfleet/pipeline';
import { stepJson } from '../../domain/dry-run/step-json';
import { RecordedTelemetry, type Recorded } from './recorded-telemetry';

/** How long recorded telemetry is read for one dry run. */
const MAX_READING_MS = 20_000;
/** Characters that are gathered before they are sent. */
const CHUNK_CHARACTERS = 16 * 1024;

/** A message that was pasted. */
export interface PastedMessage {
  readonly payload: string;
  readonly time?: Date | null;
}

/** Runs candidate pipelines over messages; what they answer is a JSON document in pieces. */
@Injectable()
export class DryRuns {
  constructor(private readonly telemetry: RecordedTelemetry) {}

  pasted(
    config: PipelineDocument,
    messages: readonly PastedMessage[],
    nowMs: number,
  ): AsyncIterable<Uint8Array> {
    async function* given(): AsyncGenerator<Recorded> {
      let timeMs = nowMs;
      for (const { payload, time } of messages) {
        timeMs = time?.getTime() ?? timeMs;
        yield { timeMs, payload: Buffer.from(payload) };
      }
    }
    return answer(config, given(), new AbortController());
  }

  async *recorded(config: PipelineDocument, nodeUuid: string, sinceMs: number): AsyncGenerator<Uint8Array> {
    const enough = new AbortController();
    const timer = setTimeout(() => enough.abort(), MAX_READING_MS);
    try {
      yield* answer(config, this.telemetry.ofNode(nodeUuid, sinceMs, enough.signal), enough);
    } finally {
      clearTimeout(timer);
      enough.abort();
    }
  }
}

async function* answer(
  config: PipelineDocument,
  source: AsyncIterable<Recorded>,
  enough: AbortController,
): AsyncGenerator<Uint8Array> {
  const run = new DryRun(config);
  let text = '{"steps":[';
  let separator = '';
  const write = (steps: DryRunStep[]): void => {
    for (const step of steps) {
      text += separator + stepJson(step);
      separator = ',';
    }
  };
  let messages = 0;
  let end: DryRunView['end'] = 'complete';
  for await (const recorded of source) {
    if (recorded === 'reading') {
      // White space between members of the document, so that there is always something to send.
      yield Buffer.from(`${text}\n`);
      text = '';
      continue;
    }
    const { payload, timeMs } = recorded;
    if (payload !== null && (messages += 1) > MAX_DRY_RUN_MESSAGES) {
      end = 'message_limit';
      break;
    }
    write(payload === null ? run.tick(timeMs) : run.message(payload, timeMs));
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (enough.signal.aborted) end = 'time_limit';
  write(run.end());
  yield Buffer.from(`${text}],"end":"${end}"}`);
}
