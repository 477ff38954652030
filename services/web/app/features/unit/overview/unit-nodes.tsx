import { Skeleton, Stack, Text } from '@mantine/core';
import { IconPlug } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery, useSubscription } from 'urql';
import { useSession } from '../../../session/session';
import { EmptyState } from '../../../ui/empty-state';
import { ProblemNotice } from '../../../ui/problem-notice';
import type { Unit } from '../use-unit';
import { NodeRow } from './node-row';
import { UnitPageNodeStatesDocument, UnitPageNodesDocument } from './unit-nodes.generated';

const MOST = 200;
/** So many are followed beyond what is told live. */
const MOST_FOLLOWED = 12;
const NONE: never[] = [];

/** The Unit's Inputs and Outputs with their values as they change. */
export const UnitNodes = ({ unit }: { unit: Unit }) => {
  const { t } = useTranslation('unit');
  const { user } = useSession();
  const variables = { uuid: unit.uuid, limit: MOST };
  const [{ data, error }, ask] = useQuery({ query: UnitPageNodesDocument, variables });
  const nodes = data?.getUnitNodes.unitNodes ?? NONE;
  const uuids = useMemo(() => nodes.map(({ uuid }) => uuid).sort(), [nodes]);
  useSubscription({
    query: UnitPageNodeStatesDocument,
    variables: { uuids },
    pause: uuids.length === 0,
  });
  // Another version may have other nodes.
  const version = useRef(unit.targetCommit);
  useEffect(() => {
    if (version.current === unit.targetCommit) return;
    version.current = unit.targetCommit;
    ask({ requestPolicy: 'network-only' });
  }, [unit.targetCommit, ask]);
  if (error && !data)
    return <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton h={120} />;
  if (nodes.length === 0)
    return (
      <EmptyState icon={IconPlug} title={t('nodes.none')}>
        {t('nodes.noneText')}
      </EmptyState>
    );
  return (
    <Stack gap="xs" role="list" aria-label={t('nodes.title')}>
      {nodes.map((node) => (
        <NodeRow
          key={node.uuid}
          node={node}
          isOwn={user !== null && user.uuid === node.creatorUuid}
          isFollowed={nodes.length <= MOST_FOLLOWED}
        />
      ))}
      {data.getUnitNodes.count > nodes.length && (
        <Text size="sm" c="dimmed">
          {t('nodes.more', { shown: nodes.length, count: data.getUnitNodes.count })}
        </Text>
      )}
    </Stack>
  );
};
