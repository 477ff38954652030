import { DomainError } from '@unitfleet/contracts';
import { isName } from '@unitfleet/security';

const refused = (text: string): DomainError => new DomainError('Grafana', text);

/** @throws DomainError Grafana for a dashboard's name or a panel's title that breaks `docs/protocol/rest-graphql.md 4.1`. */
export const requireBoardName = (text: string, symbols: string): void => {
  if (!isName(text, symbols)) throw refused('a name has 4 to 20 letters, digits, "_", "-" or "."');
};

/**
 * @throws DomainError Grafana when the panel shows the node already, or as many nodes as it may
 * (`docs/protocol/rest-graphql.md 6.4`).
 */
export const requireRoomForNode = (
  linkedNodeUuids: readonly string[],
  nodeUuid: string,
  limit: number,
): void => {
  if (linkedNodeUuids.includes(nodeUuid)) throw refused('the panel shows this UnitNode already');
  if (linkedNodeUuids.length >= limit) throw refused(`a panel shows at most ${limit} UnitNodes`);
};
