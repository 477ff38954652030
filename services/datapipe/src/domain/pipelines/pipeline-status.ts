import type { DataPipeStatus } from '@unitfleet/contracts';

/** What is known of a node's pipe. */
export interface PipelineFacts {
  readonly isActive: boolean;
  /** Stored form; null without one. */
  readonly config: string | null;
  /** Why it cannot run, as the process that runs it said. */
  readonly error: string | null;
}

/** The truth about the running pipe (`docs/protocol/decisions.md`, DataPipe 33): switched on without a configuration, nothing runs. */
export const pipelineStatus = ({ isActive, config, error }: PipelineFacts): DataPipeStatus => {
  if (!isActive || config === null) return 'Inactive';
  return error === null ? 'Active' : 'Error';
};
