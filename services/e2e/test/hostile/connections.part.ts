import { setTimeout as pause } from 'node:timers/promises';
import { Attacker } from './attacker';
import { measure } from './figures';
import { GoodDevice } from './good-device';
import * as raw from './packets';
import { NOT_AUTHORIZED, type Scene } from './scene';
import { forge } from './tokens';

const SILENT = Number(process.env.HOSTILE_HALF_OPEN ?? 1_000);
const RECONNECTS = Number(process.env.HOSTILE_RECONNECTS ?? 1_000);
const AT_ONCE = 50;
const DRIP_MS = 200;

/** Connections that never become one, opened before everything else: their time runs out meanwhile. */
export class HalfOpen {
  private attackers: Attacker[] = [];
  private isDripping = true;
  private dripping: Promise<unknown> = Promise.resolve();

  async begin(scene: Scene): Promise<void> {
    const greeting = raw.connect({ username: scene.hostile.token });
    const dial = () => Attacker.dial(scene.fleet.mqttPort);
    const open = async (bytes: Buffer): Promise<void> => {
      const attacker = await dial();
      await attacker.send(bytes);
      this.attackers.push(attacker);
    };
    for (let opened = 0; opened < SILENT; opened += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, () => open(Buffer.alloc(0))));
    await Promise.all(Array.from({ length: 100 }, () => open(greeting.subarray(0, greeting.length / 2))));
    const slow = await Promise.all(Array.from({ length: 20 }, dial));
    this.attackers.push(...slow);
    this.dripping = Promise.all(slow.map((attacker) => this.drip(attacker, greeting)));
  }

  get count(): number {
    return this.attackers.length;
  }

  async closed(): Promise<void> {
    await Promise.all(this.attackers.map((attacker) => attacker.closed));
    this.isDripping = false;
    await this.dripping;
  }

  welcomes(): Promise<unknown[]> {
    return Promise.all(this.attackers.map((attacker) => attacker.welcome()));
  }

  /** A byte now and then, without an end. */
  private async drip(attacker: Attacker, bytes: Buffer): Promise<void> {
    for (let sent = 0; this.isDripping && attacker.isOpen && sent < bytes.length - 1; sent += 1) {
      await attacker.send(bytes.subarray(sent, sent + 1));
      await pause(DRIP_MS);
    }
  }
}

/** Connections by the thousand, of those that are let in and of those that are not. */
export const describeConnections = (scene: Scene): void => {
  describe('connections', () => {
    const flood = async (count: number, greeting: () => raw.Greeting): Promise<Map<unknown, number>> => {
      const codes = new Map<unknown, number>();
      let left = count;
      const one = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          const attacker = await scene.attack(raw.connect(greeting()));
          const code = await attacker.welcome();
          codes.set(code, (codes.get(code) ?? 0) + 1);
          attacker.cut();
          await attacker.closed;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, one));
      return codes;
    };

    it('by the thousand with wrong tokens are refused; a good device gets in between them', async () => {
      const token = forge({ uuid: scene.hostile.uuid, type: 'Unit' }, 'another key');
      const linesBefore = await lineCounts();
      await scene.counted({ 'client.refused.not_authorized': RECONNECTS }, () =>
        measure(scene, 'CONNECTs refused', async () => {
          const flooded = flood(RECONNECTS, () => ({ username: token }));
          const [unit] = scene.good;
          const late = new GoodDevice({
            mqttPort: scene.fleet.mqttPort,
            token: unit!.token,
            clientId: 'late-device',
            output: scene.outputOf(unit!),
          });
          await late.begin();
          await late.end();
          expect(await flooded).toEqual(new Map([[NOT_AUTHORIZED, RECONNECTS]]));
          return RECONNECTS;
        }),
      );
      // The log says so once a minute, not two thousand times.
      for (const [name, lines] of await lineCounts())
        expect([name, lines - (linesBefore.get(name) ?? 0) < 100]).toEqual([name, true]);
    });

    it('of one device that pushes itself off over and over are let in, and leave nothing', async () => {
      const count = RECONNECTS / 4;
      const clientId = scene.hostile.uuid;
      await measure(scene, 'CONNECTs let in', async () => {
        const codes = await flood(count, () => ({ username: scene.hostile.token, clientId }));
        // Who is pushed off before the CONNACK was read has seen none.
        expect([...codes.keys()].filter((code) => code !== 0 && code !== null)).toEqual([]);
        return count;
      });
      await scene.empty();
    });

    it('that are silent beyond their keep-alive are ended, and so are those that only trickle', async () => {
      await scene.counted({ 'connection.closed.keepalive_timeout': 2 }, async () => {
        const silent = await scene.enter({ keepAlive: 1 });
        const pinging = await scene.enter({ keepAlive: 1 });
        await pinging.send(raw.PINGREQ);
        await Promise.all([silent.closed, pinging.closed]);
      });
    });

    const lineCounts = async (): Promise<Map<string, number>> =>
      new Map([...(await scene.logs())].map(([name, text]) => [name, text.split('\n').length]));
  });
};

/** To come last. */
export const describeHalfOpen = (scene: Scene, halfOpen: HalfOpen): void => {
  describe('connections that are half open', () => {
    it('by the thousand are ended when their time is over, whether they say nothing, a half, or a byte at a time', async () => {
      await halfOpen.closed();
      expect(new Set(await halfOpen.welcomes())).toEqual(new Set([null]));
      const { 'connection.closed.connect_timeout': ended } = await scene.broker();
      expect(ended).toBeGreaterThanOrEqual(halfOpen.count);
      await scene.empty();
    });
  });
};
