import { randomUUID } from 'node:crypto';
import { type Story } from './story';

export const describeBadInput = (story: Story): void => {
  describe('bad input', () => {
    const detailOf = async (method: string, path: string, request = {}, rest = story.maker) => {
      const { status, body } = await rest.call(method, path, request);
      return `${status} ${typeof body?.detail === 'string' ? body.detail : JSON.stringify(body?.detail)}`;
    };

    it('gets the contract’s errors', async () => {
      const guest = story.fleet.rest(
        (
          await story.fleet
            .rest()
            .ok('POST', '/users/auth', { json: { credentials: 'guest', password: 'guest-password-1' } })
        ).token,
      );
      const unknown = randomUUID();
      for (const path of [
        '/units',
        '/units/env',
        '/repos',
        '/repository_registry',
        '/unit_nodes',
        '/units/firmware/zip',
        '/users',
      ]) {
        expect([path, await detailOf('GET', `${path}/${unknown}`)]).toEqual([
          path,
          expect.stringMatching(/^422 422: 2: /),
        ]);
      }
      expect(await detailOf('GET', '/units/nonsense')).toMatch(/^422 \[\{/);
      expect(await detailOf('PATCH', `/units/${story.sensor}`, { json: { name: 'stolen' } }, guest)).toMatch(
        /^403 403: 1: /,
      );
      expect(await detailOf('DELETE', `/units/${story.sensor}`, {}, guest)).toMatch(/^403 403: 1: /);
      const broken = { raw: { content: '{"login": ', type: 'application/json' } };
      expect(await detailOf('POST', '/users/auth', broken, story.fleet.rest())).toMatch(/^422 \[\{/);
      expect(
        await detailOf('PATCH', `/units/env/${story.sensor}`, { json: { env_json_string: '[1' } }),
      ).toMatch(/^422 422: 9: /);
      expect(await detailOf('GET', '/nowhere')).toBe('404 Not Found');
      expect(await detailOf('GET', `/units/${story.sensor}`, {}, story.fleet.rest('garbage'))).toMatch(
        /^403 403: 1: /,
      );
    });
  });
};
