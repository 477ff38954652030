import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@unitfleet/testing';
import { signUp } from '@unitfleet/testing-fleet';
import * as raw from './packets';
import { type KnownUnit, NOT_AUTHORIZED, type Scene } from './scene';
import { signedTokens, unsignedTokens } from './tokens';

/** Who is let in: nobody but a Unit that is there, whose owner may be here. */
export const describeTokens = (scene: Scene): void => {
  describe('tokens', () => {
    let keys: Server;
    let keyUrl: string;
    let fetched = 0;

    beforeAll(async () => {
      keys = createServer((_request, response) => {
        fetched += 1;
        response.end('{"keys":[{"kty":"oct","k":"eA"}]}');
      });
      await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
      keyUrl = `http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys`;
    });
    afterAll(() => new Promise((resolve) => keys.close(resolve)));

    const material = () => ({
      unit: scene.hostile.uuid,
      token: scene.hostile.token,
      victim: scene.vault.uuid,
      key: scene.secrets.PU_SECRET_KEY!,
      user: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
      domain: scene.fleet.domain,
      keyUrl,
    });
    /** CONNACK for each token, and whether the connection was ended. */
    const answers = (tokens: readonly (readonly [string, string])[]) =>
      Promise.all(
        tokens.map(async ([what, username]) => {
          const attacker = await scene.attack(raw.connect({ username }));
          const code = await attacker.welcome();
          if (code !== 0) await attacker.closed;
          attacker.cut();
          return [what, code];
        }),
      );
    const refused = async (tokens: readonly (readonly [string, string])[]) =>
      expect(await answers(tokens)).toEqual(tokens.map(([what]) => [what, NOT_AUTHORIZED]));

    it('that are not signed by this instance, or not in its form, are refused, each counted', async () => {
      const tokens = unsignedTokens(material());
      const count = async () =>
        (await scene.hookRefusals('signature')) + (await scene.hookRefusals('malformed'));
      const before = await count();
      await scene.counted({ 'client.refused.not_authorized': tokens.length }, () => refused(tokens));
      expect(await count()).toBe(before + tokens.length);
      expect(fetched).toBe(0);
    });

    it('that are signed, of others than Units or in no form of ours, are refused for what they are', async () => {
      const tokens = signedTokens(material());
      const before: Record<string, number> = {};
      for (const [reason] of tokens) before[reason] ??= await scene.hookRefusals(reason);
      await refused([
        ...tokens.map(([, what, token]) => [what, token] as const),
        ['a session of a User', scene.intruderToken],
        ['a session of an administrator', scene.makerToken],
      ]);
      for (const [reason] of tokens) {
        const expected = tokens.filter(([other]) => other === reason).length + (reason === 'kind' ? 2 : 0);
        expect([reason, (await scene.hookRefusals(reason)) - before[reason]!]).toEqual([reason, expected]);
      }
    });

    it('as the password, without a user name, or beside another name, count for nothing', async () => {
      const { token } = scene.hostile;
      const asked = async (greeting: raw.Greeting) => (await scene.attack(raw.connect(greeting))).welcome();
      expect(await asked({ username: '', password: token })).toBe(NOT_AUTHORIZED);
      expect(await asked({ username: 'unitfleet', password: scene.secrets.brokerPassword })).toBe(
        NOT_AUTHORIZED,
      );
      expect(await asked({ clientId: token })).toBe(NOT_AUTHORIZED);
      // A password needs a user name in MQTT 3.1.1; 3.1.2.9.
      expect(await asked({ password: token, flags: 0x42 })).not.toBe(0);
    });

    it('of a deleted Unit and of one whose owner is blocked end their connections and open none', async () => {
      const outcast = scene.fleet.rest(await signUp(scene.fleet.rest(), 'outcast'));
      const blocked = await scene.createUnit('blocked', outcast);
      const deleted = await scene.createUnit('deleted', scene.intruder);
      const enter = async (unit: KnownUnit, clientId: string) => {
        const attacker = await scene.attack(raw.connect({ username: unit.token, clientId }));
        expect(await attacker.welcome()).toBe(0);
        return attacker;
      };
      // By another name than the Unit's, which is what the Go library has.
      const inside = [
        await enter(blocked, blocked.uuid),
        await enter(blocked, 'of-the-blocked'),
        await enter(deleted, deleted.uuid),
        await enter(deleted, 'of-the-deleted'),
      ];
      const { users } = await scene.maker.ok('GET', '/users', { query: { search_string: 'outcast' } });
      await scene.maker.ok('PATCH', `/users/block/${users[0].uuid}`);
      await scene.intruder.ok('DELETE', `/units/${deleted.uuid}`);
      await Promise.all(inside.map((attacker) => attacker.closed));
      const before = (await scene.hookRefusals('blocked-owner')) + (await scene.hookRefusals('unknown-unit'));
      // A second later at the latest; until then it may get in and is ended again.
      await eventually(async () =>
        expect(
          await answers([
            ['blocked', blocked.token],
            ['deleted', deleted.token],
          ]),
        ).toEqual([
          ['blocked', NOT_AUTHORIZED],
          ['deleted', NOT_AUTHORIZED],
        ]),
      );
      const after = (await scene.hookRefusals('blocked-owner')) + (await scene.hookRefusals('unknown-unit'));
      expect(after - before).toBeGreaterThanOrEqual(2);
    });
  });
};
