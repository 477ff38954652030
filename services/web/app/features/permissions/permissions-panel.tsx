import { Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useSession } from '../../session/session';
import { ProblemNotice } from '../../ui/problem-notice';
import { useAct } from '../../ui/use-act';
import { AgentRow } from './agent-row';
import { keepingOf, type Agent, type ResourceType } from './agents';
import { GiveAccess } from './give-access';
import {
  GrantAccessDocument,
  ResourceAgentsDocument,
  RevokeAccessDocument,
  UnitOfNodeDocument,
} from './permissions.generated';
import { useAgentNames } from './use-agent-names';

const PAGE = 50;

interface PermissionsPanelProps {
  readonly resourceType: ResourceType;
  readonly resourceUuid: string;
}

const useAgents = (resourceType: ResourceType, resourceUuid: string, limit: number) => {
  const filters = { resourceType, resourceUuid, limit, offset: 0 };
  const [{ data, error }, ask] = useQuery({ query: ResourceAgentsDocument, variables: { filters } });
  const agents = useMemo(
    () =>
      data?.getResourceAgents.permissions.map(({ agentUuid, agentType }): Agent => ({
        uuid: agentUuid,
        type: agentType === 'UNIT' ? 'UNIT' : 'USER',
      })),
    [data],
  );
  return { agents, count: data?.getResourceAgents.count ?? 0, error, ask };
};

/** Who may see a private Repo, Unit or node, and who no longer; works for its creator, so offer it to nobody else. */
export const PermissionsPanel = ({ resourceType, resourceUuid }: PermissionsPanelProps) => {
  const { t } = useTranslation(['permissions', 'common']);
  const act = useAct();
  const { user } = useSession();
  const [limit, setLimit] = useState(PAGE);
  const { agents, count, error, ask } = useAgents(resourceType, resourceUuid, limit);
  const names = useAgentNames(agents ?? []);
  const has = useMemo(() => new Set(agents?.map(({ uuid }) => uuid)), [agents]);
  const [{ data: node }] = useQuery({
    query: UnitOfNodeDocument,
    variables: { uuid: resourceUuid },
    pause: resourceType !== 'UNIT_NODE',
  });
  const [, grant] = useMutation(GrantAccessDocument);
  const [, revoke] = useMutation(RevokeAccessDocument);
  if (error && !agents)
    return <ProblemNotice error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!agents) return <Skeleton h={160} role="status" aria-label={t('common:loading')} />;
  const resource = { type: resourceType, uuid: resourceUuid, unitUuid: node?.getUnitNode.unitUuid };
  const give = async ({ uuid: agentUuid, type: agentType }: Agent, name: string) => {
    const permission = { agentUuid, agentType, resourceUuid, resourceType };
    return (await act(grant({ permission }), t('given', { name }))) !== null;
  };
  const remove = ({ uuid: agentUuid }: Agent, name: string) =>
    act(revoke({ agentUuid, resourceUuid }), t('removed', { name }));
  return (
    <Stack maw={720}>
      <Text size="sm" c="dimmed">
        {t('text')}
      </Text>
      <GiveAccess has={has} onGive={give} />
      <Table aria-label={t('title')}>
        <Table.Tbody>
          {agents.map((agent) => (
            <AgentRow
              key={agent.uuid}
              agent={agent}
              name={names.get(agent.uuid)}
              keeping={keepingOf(agent, resource, user?.uuid ?? '')}
              onRemove={remove}
            />
          ))}
        </Table.Tbody>
      </Table>
      {count > agents.length && (
        <Group justify="center">
          <Button variant="default" size="xs" onClick={() => setLimit(limit + PAGE)}>
            {t('common:action.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
};
