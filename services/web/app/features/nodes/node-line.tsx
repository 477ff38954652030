import { Stack, Table, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../ui/links';
import { pipeLook } from '../../ui/pipe-look';
import { StateBadge } from '../../ui/unit-badges';
import type { ListedNode } from './use-nodes';

interface NodeLineProps {
  readonly node: ListedNode;
  /** Missing while it is on its way, and of a Unit that one may not see. */
  readonly unit?: string;
}

/** One node of the list: where it is, and how its pipe is. */
export const NodeLine = memo(({ node, unit }: NodeLineProps) => {
  const { t } = useTranslation('nodes');
  const { pipe, look } = pipeLook(node);
  const Picture = node.type === 'INPUT' ? IconArrowDownRight : IconArrowUpRight;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <LinkAnchor
          to="/unit-node/$uuid"
          params={{ uuid: node.uuid }}
          search={pipe === 'error' ? { tab: 'pipeline' } : {}}
        >
          {node.topicName}
        </LinkAnchor>
        <Text size="xs" c="dimmed">
          <Picture size={12} aria-hidden /> {t(`type.${node.type}`)}
        </Text>
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {unit !== undefined && (
          <LinkAnchor to="/unit/$uuid" params={{ uuid: node.unitUuid }} size="sm">
            {unit}
          </LinkAnchor>
        )}
      </Table.Td>
      <Table.Td>
        <Stack gap={4} align="flex-start">
          <StateBadge {...look}>{t(`pipe.${pipe}`)}</StateBadge>
          {pipe === 'error' && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {node.dataPipeError}
            </Text>
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
});
NodeLine.displayName = 'NodeLine';
