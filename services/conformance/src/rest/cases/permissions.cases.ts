import { permissionBody } from '../../world/world';
import {
  badBodies,
  badPages,
  badQueryUuid,
  CREATOR_ONLY,
  refused,
  type RestCase,
  UNREADABLE,
} from '../rest-case';

const PERMISSION_ERROR = refused(4, 'Permission Validation Error');
const NOBODY = '7f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';

/** `docs/protocol/rest-graphql.md 2.6`; 10B.1: only the creator of the resource gives, sees and takes. */
export const permissionCases: RestCase[] = [
  {
    endpoint: 'POST /permission',
    as: 'maker',
    request: async (world) => ({ json: permissionBody(world.things.guest, await world.newUnit()) }),
    status: 201,
    verify: ({ body }, { things }) =>
      expect(body).toMatchObject({ agent_uuid: things.guest, agent_type: 'User' }),
    refuses: { ...CREATOR_ONLY, guest: CREATOR_ONLY.stranger },
    bad: [
      ...badBodies,
      {
        name: 'nobody to give it to',
        change: ({ things }) => ({ json: permissionBody(NOBODY, things.unit) }),
        refusal: refused(2, 'Validation Error'),
      },
      {
        name: 'a second time',
        change: ({ things }) => ({ json: permissionBody(things.maker, things.unit) }),
        refusal: PERMISSION_ERROR,
      },
      {
        name: 'a type that there is not',
        change: ({ things }) => ({
          json: { ...permissionBody(things.guest, things.unit), agent_type: 'Robot' },
        }),
        refusal: UNREADABLE,
      },
    ],
  },
  {
    endpoint: 'GET /permission/get_resource_agents',
    as: 'maker',
    request: ({ things }) => ({ query: { resource_uuid: things.unit, resource_type: 'Unit' } }),
    verify: ({ body }, { things }) => {
      const agents = body.permissions.map((permission: { agent_uuid: string }) => permission.agent_uuid);
      expect(agents).toEqual(expect.arrayContaining([things.maker, things.unit]));
    },
    refuses: CREATOR_ONLY,
    bad: [
      ...badQueryUuid('resource_uuid'),
      ...badPages.map((bad) => ({
        ...bad,
        change: ({ things }: { things: { unit: string } }) => ({
          query: {
            resource_uuid: things.unit,
            resource_type: 'Unit',
            ...(bad.change as { query: object }).query,
          },
        }),
      })),
      {
        name: '10B.25: agents of a user',
        change: ({ things }) => ({ query: { resource_uuid: things.maker, resource_type: 'User' } }),
        refusal: PERMISSION_ERROR,
      },
    ],
  },
  {
    endpoint: 'DELETE /permission/{anything}',
    as: 'maker',
    request: async (world) => ({
      path: { anything: 'whatever' },
      query: { agent_uuid: world.things.guest, resource_uuid: await world.newPermission() },
    }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: [
      ...badQueryUuid('agent_uuid'),
      {
        name: 'the creator’s own',
        change: ({ things }) => ({ query: { agent_uuid: things.maker, resource_uuid: things.unit } }),
        refusal: PERMISSION_ERROR,
      },
    ],
  },
];
