import {
  createRepoPermission,
  createUnitPermission,
  deleteRepoPermission,
  deleteUnitPermission,
  listRepoPermissions,
  listUnitPermissions,
  noAccess,
  type Actor,
  type OperationDefinition,
} from '@unitfleet/contracts';
import type { RpcClient } from '@unitfleet/messaging';
import { PermissionDesk } from './permission-desk';

const UUID = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
const actor: Actor = { kind: 'User', uuid: UUID, login: 'maker', role: 'User' };
const nameOf = (operation: OperationDefinition) => `${operation.service}.${operation.name}`;

/** Owners, each of which knows a resource or not. */
const setUp = (knowing: readonly OperationDefinition[] = []) => {
  const asked: string[] = [];
  const rpc = {
    call: async (operation: OperationDefinition, _request: unknown, asker: Actor) => {
      expect(asker).toBe(actor);
      asked.push(nameOf(operation));
      return { isKnown: knowing.includes(operation) };
    },
  } as unknown as RpcClient;
  return { desk: new PermissionDesk(rpc), asked };
};

describe('PermissionDesk', () => {
  it.each([
    ['Repo', createRepoPermission, listRepoPermissions],
    ['Unit', createUnitPermission, listUnitPermissions],
    ['UnitNode', createUnitPermission, listUnitPermissions],
    ['User', createUnitPermission, listUnitPermissions],
  ] as const)('asks the owner of a %s', async (resourceType, create, list) => {
    const { desk, asked } = setUp();
    await desk.create({ agentUuid: UUID, agentType: 'User', resourceUuid: UUID, resourceType }, actor);
    await desk.list({ resourceUuid: UUID, resourceType }, actor);
    expect(asked).toEqual([nameOf(create), nameOf(list)]);
  });

  it('asks for a deletion until an owner knows the resource', async () => {
    const key = { agentUuid: UUID, resourceUuid: UUID };
    const ofUnits = setUp([deleteUnitPermission]);
    await ofUnits.desk.delete(key, actor);
    expect(ofUnits.asked).toEqual([nameOf(deleteUnitPermission)]);
    const ofRegistry = setUp([deleteRepoPermission]);
    await ofRegistry.desk.delete(key, actor);
    expect(ofRegistry.asked).toEqual([nameOf(deleteUnitPermission), nameOf(deleteRepoPermission)]);
  });

  it('refuses what nobody knows as not found', async () => {
    const { desk } = setUp();
    await expect(desk.delete({ agentUuid: UUID, resourceUuid: UUID }, actor)).rejects.toMatchObject({
      errorCode: 'Validation',
    });
  });

  it('hands a refusal of the first owner on without asking the second', async () => {
    let asked = 0;
    const rpc = {
      call: async () => {
        asked += 1;
        throw noAccess('not yours');
      },
    } as unknown as RpcClient;
    const deletion = new PermissionDesk(rpc).delete({ agentUuid: UUID, resourceUuid: UUID }, actor);
    await expect(deletion).rejects.toMatchObject({ errorCode: 'NoAccess' });
    expect(asked).toBe(1);
  });
});
