/** What the tab knows of its node; the page keeps it live. */
export interface PipelineNode {
  readonly uuid: string;
  readonly creatorUuid: string;
  readonly topicName: string;
  readonly isDataPipeActive: boolean;
  readonly dataPipeStatus?: string | null;
  readonly dataPipeError?: string | null;
}
