import { Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../../ui/links';
import { pipeLook } from '../../../ui/pipe-look';
import { RelativeTime } from '../../../ui/relative-time';
import { StateBadge } from '../../../ui/unit-badges';
import { pipesOf } from '../../data/pipe-summary';
import { useNewestRow } from '../../data/use-newest-row';
import { isHistory } from './node-history';
import { SetInput } from './set-input';
import type { UnitPageNodesQuery } from './unit-nodes.generated';
import classes from './node-row.module.css';

export type ListedNode = UnitPageNodesQuery['getUnitNodes']['unitNodes'][number];

const PipeBadge = ({ node }: { node: ListedNode }) => {
  const { t } = useTranslation('unit');
  const { pipe, look } = pipeLook(node);
  const badge = <StateBadge {...look}>{t(`pipe.${pipe}`)}</StateBadge>;
  return pipe === 'error' ? <Tooltip label={node.dataPipeError ?? t('pipe.error')}>{badge}</Tooltip> : badge;
};

interface NodeRowProps {
  readonly node: ListedNode;
  readonly isOwn: boolean;
  /** What its pipeline stored last is asked for again and again: for a few nodes on a page. */
  readonly isFollowed: boolean;
}

const NodeValue = ({ node, isFollowed }: Omit<NodeRowProps, 'isOwn'>) => {
  const { t } = useTranslation('unit');
  const row = useNewestRow(node.uuid, isFollowed ? (pipesOf(node.dataPipeYml)[0] ?? null) : null);
  const text = node.state ?? row?.state;
  if (text === undefined)
    return (
      <Text size="sm" c="dimmed">
        {t(isHistory(node.dataPipeYml) ? 'nodes.history' : 'nodes.noValue')}
      </Text>
    );
  return (
    <Stack gap={2} miw={0}>
      <Text className={classes.value} lineClamp={2} data-live>
        {text}
      </Text>
      <Text size="xs" c="dimmed" span>
        <RelativeTime time={node.state === null && row ? row.time : node.lastUpdateDatetime} />
      </Text>
    </Stack>
  );
};

/** One Input or Output: its name leads to its page, its value is live. */
export const NodeRow = memo(({ node, isOwn, isFollowed }: NodeRowProps) => {
  const { t } = useTranslation('unit');
  const isInput = node.type === 'INPUT';
  const Picture = isInput ? IconArrowDownRight : IconArrowUpRight;
  return (
    <Paper withBorder px="sm" py="xs" role="listitem">
      <div className={classes.row}>
        <Stack gap={2} miw={0}>
          <LinkAnchor to="/unit-node/$uuid" params={{ uuid: node.uuid }} fw={550} className={classes.name}>
            {node.topicName}
          </LinkAnchor>
          <Group gap={6}>
            <StateBadge tone={isInput ? 'busy' : 'quiet'} icon={Picture}>
              {t(isInput ? 'nodes.input' : 'nodes.output')}
            </StateBadge>
            <PipeBadge node={node} />
          </Group>
        </Stack>
        <NodeValue node={node} isFollowed={isFollowed} />
        {isInput && isOwn ? <SetInput node={node} /> : <span />}
      </div>
    </Paper>
  );
});
