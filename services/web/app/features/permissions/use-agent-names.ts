import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { Agent, AgentType } from './agents';
import { AgentUnitsDocument, AgentUsersDocument } from './permissions.generated';

const uuidsOf = (agents: readonly Agent[], type: AgentType): string[] =>
  agents.filter((agent) => agent.type === type).map(({ uuid }) => uuid);

/** Names of agents by uuid, one question for each kind. Without a name: it is not visible to who asks. */
export const useAgentNames = (agents: readonly Agent[]): ReadonlyMap<string, string> => {
  const [users, units] = [uuidsOf(agents, 'USER'), uuidsOf(agents, 'UNIT')];
  const [{ data: named }] = useQuery({
    query: AgentUsersDocument,
    variables: { filters: { uuids: users, limit: users.length } },
    pause: users.length === 0,
  });
  const [{ data: called }] = useQuery({
    query: AgentUnitsDocument,
    variables: { filters: { uuids: units, limit: units.length } },
    pause: units.length === 0,
  });
  return useMemo(
    () =>
      new Map([
        ...(named?.getUsers.users ?? []).map(({ uuid, login }) => [uuid, login] as const),
        ...(called?.getUnits.units ?? []).map(({ uuid, name }) => [uuid, name] as const),
      ]),
    [named, called],
  );
};
