import { badFilters, CREATOR_ONLY, type GraphqlCase, NOT_FOUND, UNREADABLE, NONE } from '../graphql-case';

const PERMISSION_ERROR = '422: 4: Permission Validation Error: ';
const NOBODY = '7f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';

const permission = (agent: string, unit: string) => ({
  agentUuid: agent,
  agentType: 'USER',
  resourceUuid: unit,
  resourceType: 'UNIT',
});

export const permissionCases: GraphqlCase[] = [
  {
    operation: 'createPermission',
    as: 'maker',
    variables: async (world) => ({ permission: permission(world.things.guest, await world.newUnit()) }),
    verify: (made, { things }) =>
      expect(made).toMatchObject({ agentUuid: things.guest, resourceType: 'UNIT' }),
    refuses: [...CREATOR_ONLY, 'guest'],
    bad: [
      {
        name: 'nobody to give it to',
        change: ({ things }) => ({ permission: permission(NOBODY, things.unit) }),
        message: NOT_FOUND,
      },
      {
        name: 'a second time',
        change: ({ things }) => ({ permission: permission(things.maker, things.unit) }),
        message: PERMISSION_ERROR,
      },
      { name: 'half of it', change: { permission: { agentUuid: NOBODY } }, message: UNREADABLE },
    ],
  },
  {
    operation: 'getResourceAgents',
    as: 'maker',
    variables: ({ things }) => ({
      filters: { resourceUuid: things.unit, resourceType: 'UNIT', agentType: null },
    }),
    verify: ({ count, permissions }) => expect(permissions).toHaveLength(count),
    refuses: CREATOR_ONLY,
    bad: [
      ...badFilters({ resourceUuid: NOBODY, resourceType: 'UNIT' }),
      {
        name: '10B.25: agents of a user',
        change: ({ things }) => ({ filters: { resourceUuid: things.maker, resourceType: 'USER' } }),
        message: PERMISSION_ERROR,
      },
    ],
  },
  {
    operation: 'deletePermission',
    as: 'maker',
    variables: async (world) => ({
      agentUuid: world.things.guest,
      resourceUuid: await world.newPermission(),
    }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: [
      {
        name: 'the creator’s own',
        change: ({ things }) => ({ agentUuid: things.maker, resourceUuid: things.unit }),
        message: PERMISSION_ERROR,
      },
      { name: 'no uuid', change: { agentUuid: 'x' }, message: UNREADABLE },
    ],
  },
];
