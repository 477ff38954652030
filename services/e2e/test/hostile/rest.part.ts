import { eventually } from '@unitfleet/testing';
import type { RestAnswer, RestCaller } from '@unitfleet/testing-fleet';
import { INPUT, type KnownUnit, OUTPUT, type Scene } from './scene';
import { signedTokens, unsignedTokens } from './tokens';

const STORAGE_LIMIT = 1_000_000;

/** What a device may ask for over HTTP with its token: what is its own. */
export const describeRest = (scene: Scene): void => {
  describe('REST', () => {
    let device: RestCaller;
    beforeAll(() => (device = scene.fleet.rest(scene.hostile.token)));

    const statuses = async (
      calls: readonly (readonly [method: string, path: string, json?: unknown])[],
      by = device,
    ): Promise<(readonly [string, number])[]> => {
      const answers: (readonly [string, number])[] = [];
      for (const [method, path, json] of calls) {
        const { status } = await by.call(method, path, json === undefined ? {} : { json });
        answers.push([`${method} ${path}`, status]);
      }
      return answers;
    };

    it('gives a device nothing of another Unit, and lets it change nothing there', async () => {
      const of = ({ uuid, nodes }: KnownUnit): [string, string, unknown?][] => [
        ['GET', `/units/firmware/zip/${uuid}`],
        ['GET', `/units/firmware/tar/${uuid}`],
        ['GET', `/units/firmware/tgz/${uuid}?wbits=9&level=9`],
        ['GET', `/units/env/${uuid}`],
        ['PATCH', `/units/env/${uuid}`, { env_json_string: '{}' }],
        ['DELETE', `/units/env/${uuid}`],
        ['GET', `/units/get_current_schema/${uuid}`],
        ['GET', `/units/get_state_storage/${uuid}`],
        ['POST', `/units/set_state_storage/${uuid}`, { state: 'mine' }],
        ['GET', `/units/log_list/?uuid=${uuid}`],
        ['POST', `/units/send_command_to_input_base_topic/${uuid}?command=Update`],
        ['PATCH', `/units/${uuid}`, { name: 'taken' }],
        ['DELETE', `/units/${uuid}`],
        ['PATCH', `/unit_nodes/${nodes[OUTPUT]}`, { visibility_level: 'Public' }],
        ['PATCH', `/unit_nodes/set_state_input/${nodes[INPUT]}`, { state: '1' }],
      ];
      const refused = [...of(scene.good[0]!), ...of(scene.vault)];
      const count = () => scene.fleet.metric('gateway-rest', 'http_requests_total\\{.*status="4xx".*\\}');
      const before = await count();
      expect(await statuses(refused)).toEqual(refused.map(([method, path]) => [`${method} ${path}`, 403]));
      await eventually(async () => expect((await count()) - before).toBe(refused.length));
    });

    it('keeps a device from what is for people', async () => {
      const forPeople: [string, string, unknown?][] = [
        [
          'POST',
          '/units',
          {
            repo_uuid: scene.repoUuid,
            visibility_level: 'Public',
            name: 'mine',
            is_auto_update_from_repo_unit: true,
          },
        ],
        ['DELETE', `/units/${scene.hostile.uuid}`],
        ['PATCH', `/units/${scene.hostile.uuid}`, { name: 'renamed' }],
        ['POST', '/repositories', {}],
        ['POST', '/repos/bulk_update'],
        ['DELETE', `/repos/${scene.repoUuid}`],
        ['GET', '/users'],
        ['PATCH', '/users', { login: 'somebody' }],
        ['PATCH', '/users/block/5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10'],
        ['POST', '/permissions', {}],
      ];
      const answers = await statuses(forPeople);
      // Other refusals where there is no such path, or the form is looked at first; never a success or a failure of ours.
      expect(answers.filter(([, status]) => status < 400 || status >= 500)).toEqual([]);
      const { name } = await scene.intruder.ok('GET', `/units/${scene.hostile.uuid}`);
      expect(name).toBe('hostile');
    });

    it('refuses every token that the broker refuses', async () => {
      const material = {
        unit: scene.hostile.uuid,
        token: scene.hostile.token,
        victim: scene.vault.uuid,
        key: scene.secrets.PU_SECRET_KEY!,
        user: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
        domain: scene.fleet.domain,
        keyUrl: 'http://127.0.0.1:1/keys',
      };
      // What HTTP itself does not carry in a header, or takes away at its ends, is no question to a gateway.
      const tokens = [
        ...unsignedTokens(material),
        ...signedTokens(material).map(([, what, token]) => [what, token] as const),
      ].filter(([, token]) => /^[\x21-\x7e]{1,8000}$/.test(token));
      const answers: (readonly [string, number])[] = [];
      for (const [what, token] of tokens) {
        const { status } = await scene.fleet.rest(token).call('GET', `/units/env/${scene.hostile.uuid}`);
        answers.push([what, status]);
      }
      expect(answers).toEqual(tokens.map(([what]) => [what, 403]));
    });

    it('stores as much of a device as is allowed, and no more', async () => {
      const path = `/units/set_state_storage/${scene.hostile.uuid}`;
      const store = (state: unknown): Promise<RestAnswer> => device.call('POST', path, { json: { state } });
      expect((await store('x'.repeat(STORAGE_LIMIT))).status).toBe(204);
      const beyond = await store('y'.repeat(STORAGE_LIMIT + 1));
      expect([beyond.status, (beyond.body as { detail: string }).detail]).toEqual([
        422,
        expect.stringMatching(/^422: 12: /),
      ]);
      const kept = await device.call('GET', `/units/get_state_storage/${scene.hostile.uuid}`);
      expect(kept.bytes.length).toBe(STORAGE_LIMIT + 2);
      const huge = await store('z'.repeat(60 * 1024 * 1024)).catch(() => null);
      expect([null, 413, 422]).toContain(huge?.status ?? null);
      for (const odd of [null, 1, ['x'], { a: 1 }])
        expect([odd, (await store(odd)).status]).toEqual([odd, 422]);
      const deep = `{"state":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      const { status } = await device.call('POST', path, {
        raw: { content: deep, type: 'application/json' },
      });
      expect(status).toBe(422);
      expect((await store('')).status).toBe(204);
    });
  });
};
