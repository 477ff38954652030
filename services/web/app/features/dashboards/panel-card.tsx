import { ActionIcon, Alert, Badge, Card, Group, Menu, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconLink, IconTrash, IconUnlink } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useAct } from '../../ui/use-act';
import type { TimeRange } from '../data/time-range';
import { DeletePanelDocument, DeletePanelLinkDocument, type DashboardQuery } from './dashboards.generated';
import { LinkNode } from './link-node';
import { formOf, typeName } from './panel-types';
import { BigValues, ValueTable } from './panel-values';

const HistoryChart = lazy(() =>
  import('../data/history-chart').then((module) => ({ default: module.HistoryChart })),
);

const CHART_HEIGHT = 240;

export type Panel = DashboardQuery['getDashboardPanels']['panels'][number];

interface PanelProps {
  readonly panel: Panel;
  readonly range: TimeRange;
}

const Drawn = ({ panel, range }: PanelProps) => {
  const { t } = useTranslation('dashboards');
  const nodes = panel.unitNodesForPanel;
  if (nodes.length === 0) return <Alert variant="light">{t('panelEmpty')}</Alert>;
  switch (formOf(panel.type)) {
    case 'value':
      return <BigValues nodes={nodes} />;
    case 'table':
      return <ValueTable nodes={nodes} />;
    case 'chart':
      return (
        <Suspense fallback={<div style={{ height: CHART_HEIGHT }} />}>
          <HistoryChart
            series={nodes.map((node) => ({ nodeUuid: node.unitNode.uuid, label: node.unitWithUnitNodeName }))}
            range={range}
            height={CHART_HEIGHT}
          />
        </Suspense>
      );
  }
};

const PanelMenu = ({ panel, onLink }: { panel: Panel; onLink: () => void }) => {
  const { t } = useTranslation('dashboards');
  const [, remove] = useMutation(DeletePanelDocument);
  const [, unlink] = useMutation(DeletePanelLinkDocument);
  const act = useAct();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('panelMenu', { title: panel.title })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={onLink}>
          {t('addNode')}
        </Menu.Item>
        {panel.unitNodesForPanel.map(({ unitNode, unitWithUnitNodeName }) => (
          <Menu.Item
            key={unitNode.uuid}
            leftSection={<IconUnlink size={16} aria-hidden />}
            onClick={() => void act(unlink({ unitNodeUuid: unitNode.uuid, panelUuid: panel.uuid }))}
          >
            {t('removeNode', { name: unitWithUnitNodeName })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => void act(remove({ uuid: panel.uuid }), t('panelDeleted'))}
        >
          {t('deletePanel')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

/** A panel with what its nodes have stored. */
export const PanelCard = ({ panel, range }: PanelProps) => {
  const [isLinking, { open, close }] = useDisclosure();
  return (
    <Card withBorder component="section" aria-label={panel.title}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Group gap="xs">
          <Title order={2} size="h4">
            {panel.title}
          </Title>
          <Badge variant="default" tt="none" fw={400}>
            <Text span size="xs">
              {typeName(panel.type)}
            </Text>
          </Badge>
        </Group>
        <PanelMenu panel={panel} onLink={open} />
      </Group>
      <Drawn panel={panel} range={range} />
      <LinkNode panel={panel} isOpen={isLinking} onClose={close} />
    </Card>
  );
};
