import { randomUUID } from 'node:crypto';
import * as raw from './packets';
import { NOT_AUTHORIZED, type Scene } from './scene';

const ID_REJECTED = 2;
const MALFORMED = null;

/** A true token, and a client id that is somebody else's or none at all. */
export const describeIdentities = (scene: Scene): void => {
  describe('client ids', () => {
    const asked = async (greeting: raw.Greeting) => {
      const attacker = await scene.attack(raw.connect({ username: scene.hostile.token, ...greeting }));
      const code = await attacker.welcome();
      attacker.cut();
      return code;
    };

    it('of other Units are refused, whatever their letters: nobody is pushed off', async () => {
      const before = await scene.hookRefusals('client-id');
      const [victim] = scene.good;
      expect(await asked({ clientId: victim!.uuid })).toBe(NOT_AUTHORIZED);
      expect(await asked({ clientId: victim!.uuid.toUpperCase() })).toBe(NOT_AUTHORIZED);
      expect(await asked({ clientId: victim!.uuid, isClean: false })).toBe(NOT_AUTHORIZED);
      expect(await asked({ clientId: scene.hostile.uuid })).toBe(0);
      // Libraries that make up a new one for each connection, as keys of nobody.
      expect(await asked({ clientId: randomUUID() })).toBe(0);
      expect((await scene.hookRefusals('client-id')) - before).toBe(3);
    });

    it("of the platform's own services are refused: the bridge keeps its session", async () => {
      const { data } = await scene.fleet.askBroker<{ data: { clientid: string; listener?: string }[] }>(
        'clients',
      );
      const ours = data.filter(({ listener }) => listener === 'tcp:internal').map(({ clientid }) => clientid);
      expect(ours).toEqual(expect.arrayContaining(['unitfleet-bridge-0']));
      await scene.counted({ 'client.refused.client_id': 2 * ours.length }, async () => {
        for (const clientId of ours) {
          expect(await asked({ clientId })).toBe(ID_REJECTED);
          expect(await asked({ clientId, isClean: false })).toBe(ID_REJECTED);
        }
      });
      expect(await scene.fleet.metric('mqtt-bridge', 'bridge_broker_sessions_lost_total')).toBe(0);
    });

    it('that another Unit has used give nothing of its session away', async () => {
      const [victim] = scene.good;
      const clientId = 'kitchen';
      const enter = (username: string) => scene.attack(raw.connect({ username, clientId, isClean: false }));
      const first = await enter(victim!.token);
      await first.send(raw.subscribe(1, [scene.topicOf(victim!.nodes['speed/pepeunit']!)], 1));
      expect((await first.answer(9))?.body[2]).toBe(1);
      first.cut();
      await first.closed;
      const second = await enter(scene.hostile.token);
      const connack = await second.answer(2);
      // Session present is 0 for whoever is let in.
      expect(connack?.body[1] === 0 ? connack.body[0] : 0).toBe(0);
      second.cut();
      // Leaves no session behind.
      expect(await asked({ clientId })).toBe(0);
    });

    const ODD: [string, string | Buffer, number | null][] = [
      ['longer than is allowed', 'x'.repeat(513), ID_REJECTED],
      ['as long as a field can be', 'x'.repeat(65_535), ID_REJECTED],
      ['with NUL', 'a\0b', MALFORMED],
      ['that is not UTF-8', Buffer.from([0xff, 0xfe, 0x80]), MALFORMED],
      ['with a surrogate', Buffer.from([0xed, 0xa0, 0x80]), MALFORMED],
      ['with slashes and wildcards', '../+/#/$share/bridge', 0],
      ['with control characters', 'line\r\nX-Header: 1\u001b[2J', 0],
      ['with a placeholder of the broker', '${username}', 0],
      ['with letters from right to left', '\u202Emoor', 0],
    ];

    it('that are odd are refused, or are names like others', async () => {
      const codes = ODD.map(async ([what, clientId]) => [what, await asked({ clientId })]);
      expect(await Promise.all(codes)).toEqual(ODD.map(([what, , code]) => [what, code]));
    });
  });
};
