import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { ConfirmByName } from '../../ui/confirm-by-name';
import { DownloadButton } from '../../ui/download-button';
import { useAct } from '../../ui/use-act';
import { DeletePipeDataDocument } from '../data/data.generated';
import { exportPath } from '../data/csv/export-path';
import type { NodeFactsFragment } from './node.generated';

const ImportWindow = lazy(() =>
  import('../data/csv/import-window').then(({ ImportWindow: window }) => ({ default: window })),
);

interface HistoryActionsProps {
  readonly node: NodeFactsFragment;
  /** Name of an additional pipeline. */
  readonly pipeline: string | null;
  readonly isOwn: boolean;
}

/** Data out of a node and into it. */
export const HistoryActions = ({ node, pipeline, isOwn }: HistoryActionsProps) => {
  const { t } = useTranslation('node');
  const act = useAct();
  const [, deleteData] = useMutation(DeletePipeDataDocument);
  const [isImporting, importing] = useDisclosure();
  const [isDeleting, deleting] = useDisclosure();
  const erase = async () => (await act(deleteData({ uuid: node.uuid }), t('history.deleted'))) !== null;
  return (
    <Group gap="xs">
      <DownloadButton
        path={exportPath(node.uuid, pipeline)}
        fileName={`${node.topicName.replaceAll('/', '-')}.csv`}
        isLong
        size="xs"
        variant="default"
      >
        {t('history.export')}
      </DownloadButton>
      {isOwn && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            onClick={importing.open}
          >
            {t('history.import')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={deleting.open}
          >
            {t('history.delete')}
          </Button>
          <Suspense>
            {isImporting && (
              <ImportWindow
                nodeUuid={node.uuid}
                dataPipeYml={node.dataPipeYml ?? ''}
                pipeline={pipeline}
                onClose={importing.close}
              />
            )}
          </Suspense>
          <ConfirmByName
            isOpen={isDeleting}
            onClose={deleting.close}
            title={t('history.deleteTitle')}
            name={node.topicName}
            action={t('history.delete')}
            onConfirm={erase}
          >
            <Text size="sm">{t('history.deleteText')}</Text>
          </ConfirmByName>
        </>
      )}
    </Group>
  );
};
