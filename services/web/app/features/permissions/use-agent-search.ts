import { useQuery } from 'urql';
import type { AgentType } from './agents';
import { AgentUnitsDocument, AgentUsersDocument } from './permissions.generated';

const SHOWN = 20;

/** Users or Units whose names have these words, to choose from. */
export const useAgentSearch = (type: AgentType, words: string) => {
  const filters = { searchString: words || null, limit: SHOWN, offset: 0 };
  const [users] = useQuery({ query: AgentUsersDocument, variables: { filters }, pause: type !== 'USER' });
  const [units] = useQuery({ query: AgentUnitsDocument, variables: { filters }, pause: type !== 'UNIT' });
  const found =
    type === 'USER'
      ? users.data?.getUsers.users.map(({ uuid, login }) => ({ value: uuid, label: login }))
      : units.data?.getUnits.units.map(({ uuid, name }) => ({ value: uuid, label: name }));
  return { found: found ?? [], isSearching: type === 'USER' ? users.fetching : units.fetching };
};
