import { Stack } from '@mantine/core';
import { isPipelineTopic } from '@unitfleet/pipeline';
import { IconFilterOff, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session';
import { EmptyState } from '../../ui/empty-state';
import { PipeLiveness } from './live/pipe-liveness';
import { PipeOff } from './live/pipe-off';
import { PipeState } from './live/pipe-state';
import type { PipelineNode } from './pipeline-node';
import { Workbench } from './workbench';

/** What becomes of the messages of a node: whether its pipeline runs, what it did, what it should do, and trying that. */
export const PipelineTab = ({ node }: { node: PipelineNode }) => {
  const { t } = useTranslation('pipeline');
  const { user, isLoading } = useSession();
  if (!isPipelineTopic(node.topicName))
    return (
      <EmptyState icon={IconFilterOff} title={t('notPipeline.title')}>
        {t('notPipeline.text')}
      </EmptyState>
    );
  const isOwn = user?.uuid === node.creatorUuid;
  return (
    <Stack gap="md">
      <PipeLiveness uuid={node.uuid} />
      <PipeState node={node} isOwn={isOwn} />
      {!isOwn && !isLoading && (
        <EmptyState icon={IconLock} title={t('foreign.title')}>
          {t('foreign.text')}
        </EmptyState>
      )}
      {isOwn && !node.isDataPipeActive && <PipeOff uuid={node.uuid} />}
      {isOwn && node.isDataPipeActive && <Workbench key={node.uuid} uuid={node.uuid} />}
    </Stack>
  );
};
