import {
  countRegistryEntities,
  countUnitEntities,
  createRepoPermission,
  createUnitPermission,
  deleteRepoPermission,
  deleteUnitPermission,
  listRepoPermissions,
  listUnitPermissions,
  noAccess,
} from '@unitfleet/contracts';
import * as documents from './documents/permissions';
import { describeOperations } from './support/describe-operations';
import { BAD_PAGES, NONE, type OperationCase } from './support/operation-case';
import { permission, shownPermission } from './support/registry-views';
import { REPO, UNIT, USER } from './support/views';

const given = { agentUuid: USER, agentType: 'User', resourceUuid: UNIT, resourceType: 'UnitNode' };
const named = { ...given, agentType: 'USER', resourceType: 'UNIT_NODE' };
const list = { count: 1, permissions: [permission] };
const shownList = { count: 1, permissions: [shownPermission], __typename: 'PermissionsType' };

const cases: OperationCase[] = [
  {
    document: documents.getResourceAgents,
    variables: { resourceUuid: UNIT, resourceType: 'UNIT' },
    asks: listUnitPermissions,
    request: { resourceUuid: UNIT, resourceType: 'Unit', agentType: null, offset: null, limit: null },
    answers: list,
    shows: shownList,
    malformed: [...BAD_PAGES, { resourceUuid: 'x' }, { resourceType: 'Unit' }, { agentType: 'BOT' }],
  },
  {
    document: documents.createPermission,
    variables: named,
    asks: createUnitPermission,
    request: given,
    answers: permission,
    shows: shownPermission,
    malformed: [{ agentUuid: 'x' }, { agentType: 'User' }, { resourceUuid: null }, { resourceType: null }],
  },
  {
    document: documents.deletePermission,
    variables: { agentUuid: USER, resourceUuid: UNIT },
    asks: deleteUnitPermission,
    request: { agentUuid: USER, resourceUuid: UNIT },
    answers: { isKnown: true },
    shows: NONE,
    malformed: [{ agentUuid: 'x' }, { resourceUuid: null }],
  },
];

describeOperations('permissions', cases, (gateway) => {
  it('asks the registry about Repos', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(listRepoPermissions, () => list);
    fleet.on(createRepoPermission, () => permission);
    fleet.on(deleteUnitPermission, () => ({ isKnown: false }));
    fleet.on(deleteRepoPermission, () => ({ isKnown: true }));
    const about = { resourceUuid: REPO, resourceType: 'REPO' };
    await graphql.ask(documents.getResourceAgents, { variables: { ...about, agentType: 'USER', limit: 6 } });
    expect(fleet.last(listRepoPermissions).request).toMatchObject({ agentType: 'User', limit: 6 });
    await graphql.ask(documents.createPermission, { variables: { ...named, ...about } });
    expect(fleet.last(createRepoPermission).request).toMatchObject({ resourceType: 'Repo' });
    const key = { agentUuid: USER, resourceUuid: REPO };
    const { json } = await graphql.ask(documents.deletePermission, { variables: key });
    expect(json.data).toEqual({ deletePermission: NONE });
    expect(fleet.last(deleteRepoPermission).request).toEqual(key);
  });

  it('counts what the instance has', async () => {
    const { fleet, graphql } = gateway();
    const registry = { userCount: 1, repositoryRegistryCount: 2, repoCount: 3 };
    const units = { unitCount: 4, unitNodeCount: 5, unitNodeEdgeCount: 6 };
    fleet.on(countRegistryEntities, () => {
      throw noAccess('not yours');
    });
    fleet.on(countUnitEntities, () => units);
    const refused = await graphql.ask(documents.getBaseMetrics);
    expect(refused.json).toMatchObject({ data: null, errors: [{ message: noAccess('not yours').message }] });
    fleet.on(countRegistryEntities, () => registry);
    const { json } = await graphql.ask(documents.getBaseMetrics);
    expect(json.data.getBaseMetrics).toEqual({ ...registry, ...units, __typename: 'BaseMetricsType' });
  });
});
