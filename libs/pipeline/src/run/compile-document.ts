import { PipelineDocument } from '../config/pipeline-config';
import { compileWith } from './compile-pipeline';
import { CompiledPipeline } from './compiled-pipeline';
import { SharedJson, UNSHARED_JSON } from './json-payload';

/** One of the pipelines of a document, ready to run. */
export interface DocumentPipeline {
  /** Null for the first one, which is the document's own. */
  readonly name: string | null;
  readonly pipeline: CompiledPipeline;
}

/**
 * All pipelines of a node, ready to run; they hold no state of any node, so that nodes with the same document can share them.
 * Each pipeline needs a `NodeState` of its own for each node.
 *
 *     document.begin(payload);
 *     for (const { pipeline } of document.pipelines) pipeline.process(stateOf(pipeline), payload, timeMs);
 */
export interface CompiledDocument {
  /** The first pipeline, then the additional ones in their order. */
  readonly pipelines: readonly DocumentPipeline[];
  /**
   * Says that the next message begins, so that its JSON is read once, and what is found written once, however many pipelines look
   * into it. Cheap, and needed
   * only where there is more than one pipeline. Without it each pipeline reads for itself. `payload` must be the object that
   * `process` then gets, and its bytes must stay what they are until the next `begin`.
   */
  begin(payload: Uint8Array): void;
}

/**
 * One for all documents: what it keeps is one message, not one for each document. Messages are processed one after another,
 * and a payload that was not the last to begin is read for itself.
 */
const SHARED = new SharedJson();
const beginShared = (payload: Uint8Array): void => SHARED.begin(payload);
const beginNothing = (): void => undefined;

/** Compiles all pipelines of a validated document; see `compilePipeline` for each. */
export function compileDocument(document: PipelineDocument): CompiledDocument {
  const all = [{ ...document, name: null }, ...document.additional_pipelines];
  const shares = all.filter(({ filters }) => filters.json_path !== null).length > 1;
  const json = shares ? SHARED : UNSHARED_JSON;
  return {
    pipelines: all.map((config) => ({ name: config.name, pipeline: compileWith(config, json) })),
    begin: shares ? beginShared : beginNothing,
  };
}
