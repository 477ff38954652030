import {
  mirrorFailed,
  mirrorSynced,
  pipelineFailed,
  pipelineRecovered,
  unitUpdateFinished,
  type EventData,
} from '@unitfleet/contracts';

/** What an event means for the alerts: one is raised, or the one of this key is over. */
export type AlertChange =
  | { readonly kind: 'raise'; readonly key: string; readonly text: string }
  | { readonly kind: 'resolve'; readonly key: string };

export const onMirrorFailed = ({ registryUuid, error }: EventData<typeof mirrorFailed>): AlertChange => ({
  kind: 'raise',
  key: `repository/${registryUuid}`,
  text: `Repository registry ${registryUuid} could not be fetched: ${error}`,
});

export const onMirrorSynced = ({ registryUuid }: EventData<typeof mirrorSynced>): AlertChange => ({
  kind: 'resolve',
  key: `repository/${registryUuid}`,
});

export const onUpdateFinished = ({
  uuid,
  status,
  error,
}: EventData<typeof unitUpdateFinished>): AlertChange =>
  status === 'Error'
    ? { kind: 'raise', key: `update/${uuid}`, text: `Unit ${uuid} was not updated: ${error}` }
    : { kind: 'resolve', key: `update/${uuid}` };

export const onPipelineFailed = ({ nodeUuid, error }: EventData<typeof pipelineFailed>): AlertChange => ({
  kind: 'raise',
  key: `pipeline/${nodeUuid}`,
  text: `The pipeline of node ${nodeUuid} stopped: ${error}`,
});

export const onPipelineRecovered = ({ nodeUuid }: EventData<typeof pipelineRecovered>): AlertChange => ({
  kind: 'resolve',
  key: `pipeline/${nodeUuid}`,
});
