import { Checkbox, Modal, NavLink, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useSession } from '../../session/session';
import { ProblemNotice } from '../../ui/problem-notice';
import { SearchField } from '../../ui/search-field';
import { useAct } from '../../ui/use-act';
import { LinkNodeToPanelDocument, NodesForPanelDocument } from './dashboards.generated';
import type { Panel } from './panel-card';

const UNITS_SHOWN = 12;

const Choices = ({ panel, onLinked }: { panel: Panel; onLinked: () => void }) => {
  const { t } = useTranslation('dashboards');
  const { user } = useSession();
  const [search, setSearch] = useState('');
  const [isLastData, setLastData] = useState(false);
  const [isForcedToJson, setForcedToJson] = useState(false);
  const [, link] = useMutation(LinkNodeToPanelDocument);
  const act = useAct();
  const [{ data, error }] = useQuery({
    query: NodesForPanelDocument,
    variables: {
      filters: { creatorUuid: user?.uuid, searchString: search || null, limit: UNITS_SHOWN, offset: 0 },
    },
  });
  const taken = new Set(panel.unitNodesForPanel.map(({ unitNode }) => unitNode.uuid));
  const choose = async (unitNodeUuid: string) => {
    const asked = { unitNodeUuid, dashboardPanelsUuid: panel.uuid, isLastData, isForcedToJson };
    if (await act(link({ link: asked }), t('nodeAdded'))) onLinked();
  };
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('linkText')}
      </Text>
      <Checkbox
        label={t('isLastData')}
        description={t('isLastDataText')}
        checked={isLastData}
        onChange={(event) => setLastData(event.currentTarget.checked)}
      />
      <Checkbox
        label={t('isForcedToJson')}
        description={t('isForcedToJsonText')}
        checked={isForcedToJson}
        onChange={(event) => setForcedToJson(event.currentTarget.checked)}
      />
      <SearchField value={search} label={t('searchUnits')} onChange={setSearch} />
      {error && <ProblemNotice error={error} />}
      {!data && !error && <Skeleton h={120} />}
      <div>
        {data?.getUnits.units.flatMap((unit) =>
          unit.unitNodes
            .filter(({ uuid }) => !taken.has(uuid))
            .map((node) => (
              <NavLink
                key={node.uuid}
                component="button"
                label={`${unit.name}@${node.topicName}`}
                description={node.isDataPipeActive ? undefined : t('noPipe')}
                onClick={() => void choose(node.uuid)}
              />
            )),
        )}
      </div>
      {data?.getUnits.units.length === 0 && <Text size="sm">{t('noUnits')}</Text>}
    </Stack>
  );
};

/** Chooses a node of one's own Units for a panel. */
export const LinkNode = (props: { panel: Panel; isOpen: boolean; onClose: () => void }) => {
  const { t } = useTranslation('dashboards');
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={t('addNodeTo', { title: props.panel.title })}>
      <Choices panel={props.panel} onLinked={props.onClose} />
    </Modal>
  );
};
