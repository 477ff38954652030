import { Registry } from '@unitfleet/observability';
import { signUnitToken, tokenKey } from '@unitfleet/security';
import type { Settings } from '../settings';
import { BrokerApiError } from './broker/broker-api';
import { DeviceClients } from './device-clients';

const SECRET = 'a key that no instance has';
const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(8)) as [string, string, string];
const tokenOf = (unit: string) => signUnitToken(unit, tokenKey(SECRET));
const silent = new Proxy({}, { get: () => () => undefined });

/** A broker with one connection of each Unit, whose client id is the Unit's key. */
const rig = () => {
  const stuck = new Set<string>();
  const kicked: string[] = [];
  const filters = new Map<string, string[]>();
  const state = { answers: true, tried: 0 };
  const broker = {
    async *clients(username: string) {
      const clientId = [A, B, C].find((unit) => tokenOf(unit) === username)!;
      yield { clientId, username, isConnected: true };
    },
    filtersOf: async (clientId: string) => filters.get(clientId) ?? [],
    kick: async (clientId: string) => {
      state.tried += 1;
      if (!state.answers) throw new BrokerApiError(0, '', 'DELETE clients', 'no answer');
      if (stuck.has(clientId)) throw new BrokerApiError(500, 'INTERNAL_ERROR', 'DELETE clients', 'no');
      kicked.push(clientId);
    },
  };
  const settings = { PU_SECRET_KEY: SECRET } as Settings;
  const clients = new DeviceClients(settings, silent as never, new Registry(), broker as never);
  return { clients, stuck, kicked, filters, state };
};

describe('what the broker has not done', () => {
  it('is tried again, past a Unit that it never lets go of', async () => {
    const { clients, stuck, kicked } = rig();
    [A, B, C].forEach((unit) => stuck.add(unit));
    await expect(clients.kick([A, B, C])).rejects.toMatchObject({ errorCode: 'Mqtt' });
    stuck.delete(B);
    stuck.delete(C);
    await clients.catchUp();
    expect(kicked).toEqual([B, C]);
    stuck.delete(A);
    await clients.catchUp();
    expect(kicked).toEqual([B, C, A]);
    await clients.catchUp();
    expect(kicked).toHaveLength(3);
  });

  it('is put off while the broker does not answer at all', async () => {
    const { clients, state } = rig();
    state.answers = false;
    await expect(clients.kick([A, B, C])).rejects.toMatchObject({ errorCode: 'Mqtt' });
    state.tried = 0;
    await clients.catchUp();
    expect(state.tried).toBe(1);
  });

  it('is done for every reason that was given', async () => {
    const { clients, stuck, kicked, filters } = rig();
    stuck.add(A);
    filters.set(A, ['one', 'two']);
    for (const topic of ['one', 'two'])
      await expect(clients.kick([A], [topic])).rejects.toMatchObject({ errorCode: 'Mqtt' });
    stuck.delete(A);
    filters.set(A, ['one']);
    await clients.catchUp();
    expect(kicked).toEqual([A]);
  });
});
