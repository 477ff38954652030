import { SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../ui/links';
import { RelativeTime } from '../../ui/relative-time';
import { useNewestValue, type PanelNode } from './newest-value';

const NodeLink = ({ node }: { node: PanelNode }) => (
  <LinkAnchor to="/unit-node/$uuid" params={{ uuid: node.unitNode.uuid }} size="sm">
    {node.unitWithUnitNodeName}
  </LinkAnchor>
);

const BigValue = ({ node }: { node: PanelNode }) => {
  const { t } = useTranslation('dashboards');
  const value = useNewestValue(node);
  return (
    <Stack gap={0}>
      <Text fz={32} fw={650} className="numeric" style={{ overflowWrap: 'anywhere' }} lineClamp={3}>
        {value?.text ?? t('noValue')}
      </Text>
      <NodeLink node={node} />
      {value && (
        <Text size="xs" c="dimmed">
          <RelativeTime time={value.time} />
        </Text>
      )}
    </Stack>
  );
};

const ValueRow = ({ node }: { node: PanelNode }) => {
  const { t } = useTranslation('dashboards');
  const value = useNewestValue(node);
  return (
    <Table.Tr>
      <Table.Td>
        <NodeLink node={node} />
      </Table.Td>
      <Table.Td className="numeric" style={{ overflowWrap: 'anywhere' }}>
        {value?.text ?? t('noValue')}
      </Table.Td>
      <Table.Td>{value && <RelativeTime time={value.time} />}</Table.Td>
    </Table.Tr>
  );
};

/** The newest value of each node, large. */
export const BigValues = ({ nodes }: { nodes: readonly PanelNode[] }) => (
  <SimpleGrid cols={nodes.length > 1 ? 2 : 1}>
    {nodes.map((node) => (
      <BigValue key={node.unitNode.uuid} node={node} />
    ))}
  </SimpleGrid>
);

/** The newest value of each node, a line each. */
export const ValueTable = ({ nodes }: { nodes: readonly PanelNode[] }) => {
  const { t } = useTranslation('dashboards');
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('column.node')}</Table.Th>
          <Table.Th>{t('column.value')}</Table.Th>
          <Table.Th>{t('column.time')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {nodes.map((node) => (
          <ValueRow key={node.unitNode.uuid} node={node} />
        ))}
      </Table.Tbody>
    </Table>
  );
};
