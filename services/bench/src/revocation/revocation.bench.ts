import { GitHost } from '@unitfleet/testing';
import { createRepo, signUp, TestFleet, unitFiles, type RestCaller } from '@unitfleet/testing-fleet';
import { connectAsync, type MqttClient } from 'mqtt';

export interface RevocationOptions {
  /** Devices that lose their right, one after another, for each way of losing it. */
  readonly devices: number;
  readonly log: (line: string) => void;
}

/** Milliseconds from the request to the end of the device's connection. */
export interface EndTimes {
  readonly medianMs: number;
  readonly longestMs: number;
}

export interface RevocationResult {
  readonly devices: number;
  readonly block: EndTimes;
  readonly deletion: EndTimes;
}

/** How long a device stays connected after its right to be is gone. */
export const benchRevocation = async ({ devices, log }: RevocationOptions): Promise<RevocationResult> => {
  const [fleet, host] = await Promise.all([TestFleet.start(), GitHost.start()]);
  try {
    const admin = fleet.rest(await signUp(fleet.rest(), 'admin'));
    const { repoUuid } = await createRepo(
      host,
      admin,
      'revocation',
      unitFiles({ outputs: ['out/pepeunit'] }),
    );
    log('owners are blocked');
    const block: number[] = [];
    for (let index = 0; index < devices; index += 1) {
      const login = `owner-${100 + index}`;
      const owner = fleet.rest(await signUp(fleet.rest(), login));
      const { users } = await admin.ok('GET', '/users', { query: { search_string: login } });
      const { client } = await connectDevice(fleet, owner, repoUuid, login);
      block.push(await untilEnd(client, () => admin.ok('PATCH', `/users/block/${users[0].uuid}`)));
    }
    log('Units are deleted');
    const deletion: number[] = [];
    for (let index = 0; index < devices; index += 1) {
      const { client, uuid } = await connectDevice(fleet, admin, repoUuid, `unit-${index}`);
      deletion.push(await untilEnd(client, () => admin.ok('DELETE', `/units/${uuid}`)));
    }
    return { devices, block: endTimes(block), deletion: endTimes(deletion) };
  } finally {
    await Promise.all([fleet.stop(), host.stop()]);
  }
};

const connectDevice = async (
  fleet: TestFleet,
  owner: RestCaller,
  repoUuid: string,
  name: string,
): Promise<{ client: MqttClient; uuid: string }> => {
  const json = {
    repo_uuid: repoUuid,
    visibility_level: 'Public',
    name,
    is_auto_update_from_repo_unit: true,
  };
  const { uuid } = await owner.ok('POST', '/units', { json });
  const { PU_AUTH_TOKEN: username } = await owner.ok('GET', `/units/env/${uuid}`);
  const options = { clientId: uuid, username, password: '', reconnectPeriod: 0 };
  return { client: await connectAsync(fleet.mqttUrl, options), uuid };
};

const untilEnd = async (client: MqttClient, revoke: () => Promise<unknown>): Promise<number> => {
  const begunAt = performance.now();
  const ended = new Promise<void>((resolve) => client.once('close', () => resolve()));
  await Promise.all([ended, revoke()]);
  return performance.now() - begunAt;
};

const endTimes = (times: readonly number[]): EndTimes => {
  const sorted = [...times].sort((one, other) => one - other);
  return {
    medianMs: Math.round(sorted[Math.floor(sorted.length / 2)]!),
    longestMs: Math.round(sorted.at(-1)!),
  };
};

export const showRevocation = ({ devices, block, deletion }: RevocationResult): string =>
  [
    '',
    `revocation, ${devices} devices each; from the request to the end of the connection`,
    ...Object.entries({ 'owner blocked': block, 'Unit deleted': deletion }).map(
      ([what, { medianMs, longestMs }]) =>
        `  ${what.padEnd(15)} median ${medianMs} ms, longest ${longestMs} ms`,
    ),
    '',
  ].join('\n');
