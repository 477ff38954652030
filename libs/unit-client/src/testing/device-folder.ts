import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const UNIT = '2d98b4ba-c935-4379-8e1a-520e76018c17';
export const OWN_INPUT = 'c0b107a7-9ae0-44ed-bc76-db5ff2af8887';
export const LINKED_OUTPUT = '0b7e3a0e-8f2e-4f86-8f0a-1a5b2f3c4d5e';
export const OWN_OUTPUT = '9a1d3e0c-1f7f-4b55-9f57-53b7d8a0c001';
export const COMMIT = '1f0c5a4d0b7d3b1fd1f9e0d3d0a1b2c3d4e5f607';

export const TOKEN = [
  Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url'),
  Buffer.from(`{"uuid":"${UNIT}","type":"Unit"}`).toString('base64url'),
  'signature',
].join('.');

const base = (section: string, names: string[]): Record<string, string[]> =>
  Object.fromEntries(names.map((name) => [name, [`example.com/${section}/${UNIT}/${name}`]]));

export const SCHEMA = {
  input_base_topic: base('input_base_topic', [
    'update/pepeunit',
    'env_update/pepeunit',
    'schema_update/pepeunit',
    'log_sync/pepeunit',
  ]),
  output_base_topic: base('output_base_topic', ['state/pepeunit', 'log/pepeunit']),
  input_topic: {
    'temperature/pepeunit': [`example.com/${OWN_INPUT}/pepeunit`, `example.com/${LINKED_OUTPUT}`],
  },
  output_topic: { 'fan_speed/pepeunit': [`example.com/${OWN_OUTPUT}/pepeunit`] },
};

export const ENV = {
  PU_DOMAIN: 'example.com',
  PU_HTTP_TYPE: 'http',
  PU_APP_PREFIX: '/pepeunit',
  PU_API_ACTUAL_PREFIX: '/api/v1',
  PU_MQTT_HOST: '127.0.0.1',
  PU_MQTT_PORT: 1883,
  PU_AUTH_TOKEN: TOKEN,
  PU_STATE_SEND_INTERVAL: 60,
  PU_MIN_LOG_LEVEL: 'Debug',
  PU_MAX_LOG_LENGTH: 64,
  PU_COMMIT_VERSION: COMMIT,
};

export interface DeviceFolder {
  path: string;
  envFilePath: string;
  schemaFilePath: string;
  logFilePath: string;
  file(name: string): string;
  remove(): void;
}

/** A folder such as a device has, with the given changes to its environment. */
export function makeDeviceFolder(env: Record<string, unknown> = {}): DeviceFolder {
  const path = mkdtempSync(join(tmpdir(), 'unit-client-'));
  const file = (name: string): string => join(path, name);
  writeFileSync(file('env.json'), JSON.stringify({ ...ENV, ...env }));
  writeFileSync(file('schema.json'), JSON.stringify(SCHEMA));
  return {
    path,
    envFilePath: file('env.json'),
    schemaFilePath: file('schema.json'),
    logFilePath: file('log.json'),
    file,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
