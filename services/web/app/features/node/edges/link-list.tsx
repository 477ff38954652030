import { Badge, Button, Group, Paper, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { IconLink, IconLinkOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../../ui/links';
import type { NodeFactsFragment } from '../node.generated';
import { shortValue } from '../node-value';
import { otherEnd, type BoardEdge, type BoardNode, type EdgeKey } from './edge-board';

interface LinkListProps {
  readonly node: NodeFactsFragment;
  readonly edges: readonly BoardEdge[];
  readonly others: readonly BoardNode[];
  readonly names: ReadonlyMap<string, string>;
  /** What flows from Outputs, by their uuid. */
  readonly values: ReadonlyMap<string, string>;
  readonly mayLink: boolean;
  readonly onUnlink: (key: EdgeKey) => void;
  /** The way to another link. */
  readonly add: ReactNode;
}

/** Links of the node whose page this is, in words. */
export const LinkList = ({ node, edges, others, names, values, mayLink, onUnlink, add }: LinkListProps) => {
  const { t } = useTranslation('node');
  const own = new Set([node.uuid]);
  const mine = edges.filter((edge) => edge.nodeOutputUuid === node.uuid || edge.nodeInputUuid === node.uuid);
  const rows = mine.flatMap((edge) => {
    const other = others.find(({ uuid }) => uuid === otherEnd(edge, own));
    return other ? [{ edge, other, unit: names.get(other.unitUuid) ?? t('edges.unknownUnit') }] : [];
  });
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="sm">
            <Title order={2}>{t(`edges.list${node.type}`, { topic: node.topicName })}</Title>
            <Badge variant="default" className="numeric">
              {t('edges.count', { count: mine.length, most: node.maxConnections })}
            </Badge>
          </Group>
          {add}
        </Group>
        {rows.length < mine.length && <Skeleton h={36} />}
        {mine.length === 0 && (
          <Text c="dimmed" size="sm">
            <IconLink size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {t('edges.noneText')}
          </Text>
        )}
        {rows.length > 0 && (
          <Table aria-label={t('edges.title')}>
            <Table.Tbody>
              {rows.map(({ edge, other, unit }) => (
                <Table.Tr key={edge.uuid}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <LinkAnchor to="/unit-node/$uuid" params={{ uuid: other.uuid }} search={{ tab: 'edges' }}>
                      {other.topicName}
                    </LinkAnchor>{' '}
                    <Text span c="dimmed" size="sm">
                      {unit}
                    </Text>
                  </Table.Td>
                  <Table.Td className="numeric" visibleFrom="xs">
                    {shortValue(values.get(edge.nodeOutputUuid))}
                  </Table.Td>
                  <Table.Td ta="right">
                    {mayLink && (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        leftSection={<IconLinkOff size={15} aria-hidden />}
                        aria-label={t('edges.unlinkOne', { topic: other.topicName, unit })}
                        onClick={() =>
                          onUnlink({ outputUuid: edge.nodeOutputUuid, inputUuid: edge.nodeInputUuid })
                        }
                      >
                        {t('edges.unlink')}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Paper>
  );
};
