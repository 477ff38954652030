import { type DeviceOrder, identityOf, type LibraryName } from '@unitfleet/simulator';
import { signUnitToken, tokenKey } from '@unitfleet/security';
import {
  baseTopic,
  COMMAND_TOPICS,
  INPUT_BASE,
  LOG_TOPIC,
  nodeTopic,
  OUTPUT_BASE,
  STATE_TOPIC,
} from '@unitfleet/contracts';
import { Client } from 'pg';
import { seed } from '../control-plane/seed';

/** Each library is a third of the devices. */
const LIBRARIES: readonly LibraryName[] = ['python', 'go', 'micropython'];
const USERS = 10;
const REPOS = 10;
const COMMIT = 'a'.repeat(40);

export interface StormFleet {
  readonly databaseUrl: string;
  readonly domain: string;
  readonly secretKey: string;
  /** Uuid of a user who owns some of the Units. */
  readonly maker: string;
}

/** Makes so many Units in the tables, and devices with tokens and topics as their archives would hold them. */
export const stormDevices = async (fleet: StormFleet, count: number): Promise<DeviceOrder[]> => {
  await seed(fleet.databaseUrl, fleet.maker, { units: count, users: USERS, repos: REPOS });
  const client = new Client({ connectionString: fleet.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ unit: string; input: string; output: string }>(
      `select i.unit_uuid as unit, i.uuid as input, o.uuid as output
       from units.unit_nodes i join units.unit_nodes o using (unit_uuid)
       where i.type = 'Input' and o.type = 'Output' order by i.unit_uuid`,
    );
    const key = tokenKey(fleet.secretKey);
    const { domain } = fleet;
    return rows.map(({ unit, input, output }, index) => {
      const base = (section: typeof INPUT_BASE | typeof OUTPUT_BASE, names: readonly string[]) =>
        Object.fromEntries(names.map((name) => [name, [baseTopic(domain, section, unit, name)]]));
      const env = { PU_AUTH_TOKEN: signUnitToken(unit, key), PU_COMMIT_VERSION: COMMIT };
      const schema = {
        input_base_topic: base(INPUT_BASE, Object.values(COMMAND_TOPICS)),
        output_base_topic: base(OUTPUT_BASE, [STATE_TOPIC, LOG_TOPIC]),
        input_topic: { 'input/pepeunit': [nodeTopic(domain, input, 'input/pepeunit')] },
        output_topic: { 'output/pepeunit': [nodeTopic(domain, output, 'output/pepeunit')] },
      };
      return {
        identity: identityOf(unit, env, schema),
        library: LIBRARIES[index % LIBRARIES.length]!,
        connectAfterMs: 0,
      };
    });
  } finally {
    await client.end();
  }
};
