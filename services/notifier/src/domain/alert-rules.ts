import {
  mirrorFailed,
  mirrorSynced,
  pipelineFailed,
  pipelineRecovered,
  repositoryRegistryDeleted,
  unitDeleted,
  unitNodeDeleted,
  unitUpdateFinished,
  type EventData,
} from '@unitfleet/contracts';

/**
 * What an event means for the alerts: one is raised, the one of this key is over, or it is over for good because what
 * it was about is gone.
 */
export type AlertChange =
  | { readonly kind: 'raise'; readonly key: string; readonly text: string }
  | { readonly kind: 'resolve' | 'close'; readonly key: string };

const repositoryKey = (registryUuid: string): string => `repository/${registryUuid}`;
const updateKey = (unitUuid: string): string => `update/${unitUuid}`;
const pipelineKey = (nodeUuid: string): string => `pipeline/${nodeUuid}`;

export const onMirrorFailed = ({ registryUuid, error }: EventData<typeof mirrorFailed>): AlertChange => ({
  kind: 'raise',
  key: repositoryKey(registryUuid),
  text: `Repository registry ${registryUuid} could not be fetched: ${error}`,
});

export const onMirrorSynced = ({ registryUuid }: EventData<typeof mirrorSynced>): AlertChange => ({
  kind: 'resolve',
  key: repositoryKey(registryUuid),
});

export const onRegistryDeleted = ({ uuid }: EventData<typeof repositoryRegistryDeleted>): AlertChange => ({
  kind: 'close',
  key: repositoryKey(uuid),
});

export const onUpdateFinished = ({
  uuid,
  status,
  error,
}: EventData<typeof unitUpdateFinished>): AlertChange =>
  status === 'Error'
    ? {
        kind: 'raise',
        key: updateKey(uuid),
        text: `Unit ${uuid} was not updated: ${error ?? 'no reason given'}`,
      }
    : { kind: 'resolve', key: updateKey(uuid) };

export const onUnitDeleted = ({ uuid }: EventData<typeof unitDeleted>): AlertChange => ({
  kind: 'close',
  key: updateKey(uuid),
});

export const onPipelineFailed = ({ nodeUuid, error }: EventData<typeof pipelineFailed>): AlertChange => ({
  kind: 'raise',
  key: pipelineKey(nodeUuid),
  text: `The pipeline of node ${nodeUuid} stopped: ${error}`,
});

export const onPipelineRecovered = ({ nodeUuid }: EventData<typeof pipelineRecovered>): AlertChange => ({
  kind: 'resolve',
  key: pipelineKey(nodeUuid),
});

export const onNodeDeleted = ({ uuid }: EventData<typeof unitNodeDeleted>): AlertChange => ({
  kind: 'close',
  key: pipelineKey(uuid),
});
