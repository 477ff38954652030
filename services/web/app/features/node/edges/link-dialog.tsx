import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../ui/problem-notice';
import { SearchField } from '../../../ui/search-field';
import type { NodeFactsFragment } from '../node.generated';
import type { EdgeKey } from './edge-board';
import { useCandidates } from './use-board';

interface LinkDialogProps {
  readonly node: NodeFactsFragment;
  /** Nodes that are linked to it already. */
  readonly linked: ReadonlySet<string>;
  readonly isBusy: boolean;
  readonly onLink: (key: EdgeKey) => Promise<boolean>;
  readonly onClose: () => void;
}

const STEP = 8;

/** Links a node without drawing: search for a Unit, choose one of its nodes. */
export const LinkDialog = ({ node, linked, isBusy, onLink, onClose }: LinkDialogProps) => {
  const { t } = useTranslation(['node', 'common']);
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(STEP);
  const { units, count, isLoading, error } = useCandidates(node, search, limit);
  const link = async (uuid: string) => {
    const key =
      node.type === 'OUTPUT'
        ? { outputUuid: node.uuid, inputUuid: uuid }
        : { outputUuid: uuid, inputUuid: node.uuid };
    if (await onLink(key)) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`edges.addTitle${node.type}`, { topic: node.topicName })}
      size="lg"
    >
      <Stack>
        <SearchField value={search} label={t('edges.search')} onChange={setSearch} />
        {error && <ProblemNotice error={error} />}
        {isLoading && <Skeleton h={160} />}
        {!isLoading && units.length === 0 && <Text c="dimmed">{t('edges.nothingFound')}</Text>}
        {units.map((unit) => (
          <Stack key={unit.uuid} gap={4}>
            <Text fw={600} size="sm">
              {unit.name}
            </Text>
            {unit.unitNodes.map((other) => (
              <Group key={other.uuid} justify="space-between" wrap="nowrap" pl="sm">
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {other.topicName}
                </Text>
                <Button
                  size="compact-sm"
                  variant="light"
                  disabled={linked.has(other.uuid) || isBusy}
                  aria-label={t('edges.linkOne', { topic: other.topicName, unit: unit.name })}
                  onClick={() => void link(other.uuid)}
                >
                  {linked.has(other.uuid) ? t('edges.linked') : t('edges.link')}
                </Button>
              </Group>
            ))}
          </Stack>
        ))}
        {count > units.length && (
          <Button variant="default" onClick={() => setLimit(limit + STEP)}>
            {t('edges.more')}
          </Button>
        )}
      </Stack>
    </Modal>
  );
};
