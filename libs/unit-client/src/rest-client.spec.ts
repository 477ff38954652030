import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { IncomingMessage, Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RestError } from './errors';
import { RestClient } from './rest-client';
import { Settings } from './settings';
import { DeviceFolder, LINKED_OUTPUT, SCHEMA, TOKEN, UNIT, makeDeviceFolder } from './testing/device-folder';

const API = '/pepeunit/api/v1';

describe('RestClient', () => {
  let server: Server;
  let device: DeviceFolder;
  let rest: RestClient;
  let requests: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[];
  let reply: { status: number; body: string | Buffer; headers?: Record<string, string> };

  beforeEach(async () => {
    requests = [];
    reply = { status: 200, body: '{}' };
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        requests.push({ method: request.method, url: request.url, headers: request.headers, body });
        response.writeHead(reply.status, reply.headers).end(reply.body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    device = makeDeviceFolder({ PU_DOMAIN: `127.0.0.1:${(server.address() as AddressInfo).port}` });
    rest = new RestClient(new Settings(device.envFilePath));
  });
  afterEach(async () => {
    device.remove();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('downloads the archive with the window that every device can read', async () => {
    reply.body = Buffer.from([0x18, 0xd3, 0, 255]);
    await rest.downloadUpdate(device.file('update.tgz'));
    expect(readFileSync(device.file('update.tgz'))).toEqual(reply.body);
    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: `${API}/units/firmware/tgz/${UNIT}?wbits=9&level=9`,
        headers: { 'x-auth-token': TOKEN, accept: 'application/json' },
      },
    ]);
  });

  it('downloads env and schema', async () => {
    reply.body = JSON.stringify(SCHEMA);
    await rest.downloadSchema(device.file('schema.json'));
    await rest.downloadEnv(device.file('other.json'));
    expect(JSON.parse(readFileSync(device.file('schema.json'), 'utf8'))).toEqual(SCHEMA);
    expect(requests.map(({ url }) => url)).toEqual([
      `${API}/units/get_current_schema/${UNIT}`,
      `${API}/units/env/${UNIT}`,
    ]);
  });

  it('leaves the file alone when the answer is not what was asked for', async () => {
    writeFileSync(device.file('kept.json'), 'kept');
    const answers: (typeof reply)[] = [
      { status: 403, body: '{"detail":"403: 1: No Access: no"}' },
      { status: 200, body: '[]' },
      { status: 200, body: '<html>' },
      { status: 302, body: '', headers: { location: '/elsewhere' } },
    ];
    for (reply of answers) {
      await expect(rest.downloadEnv(device.file('kept.json'))).rejects.toThrow(RestError);
    }
    expect(readFileSync(device.file('kept.json'), 'utf8')).toBe('kept');
  });

  it('keeps nothing of an archive that is too large, was cut, or is an error', async () => {
    writeFileSync(device.file('kept.tgz'), 'kept');
    reply = { status: 200, body: Buffer.alloc(2_000) };
    await expect(rest.downloadUpdate(device.file('kept.tgz'), 1_000)).rejects.toThrow('1000 bytes');
    reply = { status: 200, body: Buffer.alloc(2_000), headers: { 'content-length': '2000' } };
    await expect(rest.downloadUpdate(device.file('kept.tgz'), 1_000)).rejects.toThrow(
      '2000 bytes are too many',
    );
    reply = { status: 422, body: '{"detail":"422: 7: Unit Validation Error: no"}' };
    await expect(rest.downloadUpdate(device.file('kept.tgz'))).rejects.toMatchObject({ status: 422 });
    server.removeAllListeners('request');
    server.on('request', (_, response) => {
      response.writeHead(200, { 'content-length': '2000' });
      response.write(Buffer.alloc(1_000), () => response.destroy());
    });
    await expect(rest.downloadUpdate(device.file('kept.tgz'))).rejects.toThrow(RestError);
    expect(readFileSync(device.file('kept.tgz'), 'utf8')).toBe('kept');
    expect(existsSync(device.file('kept.tgz.part'))).toBe(false);
  });

  it('fetches an asset without the token, and only over HTTP', async () => {
    reply.body = 'compiled';
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/asset`;
    await rest.downloadAsset(url, device.file('program'));
    expect(readFileSync(device.file('program'), 'utf8')).toBe('compiled');
    expect(requests[0]?.headers['x-auth-token']).toBeUndefined();
    await expect(rest.downloadAsset('file:///etc/passwd', device.file('program'))).rejects.toThrow(
      'only http',
    );
  });

  it('tells status and detail', async () => {
    reply = { status: 422, body: '{"detail":"422: 7: Unit Validation Error: no"}' };
    await expect(rest.getStateStorage()).rejects.toMatchObject({
      status: 422,
      platformCode: 7,
      detail: expect.stringContaining('Unit Validation Error'),
    });
  });

  it('says why nobody answered', async () => {
    const settings = new Settings(device.envFilePath);
    settings.update({ PU_DOMAIN: '127.0.0.1:1' });
    await expect(new RestClient(settings).getEnv()).rejects.toMatchObject({
      status: 0,
      detail: expect.stringMatching(/ECONNREFUSED|bad port/),
    });
  });

  it('gives up on an answer that does not come', async () => {
    server.removeAllListeners('request');
    const impatient = new RestClient(new Settings(device.envFilePath), 50);
    await expect(impatient.getEnv()).rejects.toMatchObject({ status: 0 });
  });

  it('keeps and returns state, without the quotes of the wire', async () => {
    reply = { status: 204, body: '' };
    await rest.setStateStorage('21.5 "°C"\n');
    expect(requests[0]).toMatchObject({ method: 'POST', url: `${API}/units/set_state_storage/${UNIT}` });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ state: '21.5 "°C"\n' });
    reply = { status: 200, body: JSON.stringify('21.5 "°C"\n') };
    await expect(rest.getStateStorage()).resolves.toBe('21.5 "°C"\n');
  });

  it('asks for everything else that a Unit may ask for', async () => {
    await rest.getTargetVersion();
    await rest.sendCommand('LogSync');
    await rest.getLogs({ level: ['Error', 'Critical'], limit: 5, offset: undefined });
    await rest.getUnit();
    await rest.getUnitNode(LINKED_OUTPUT);
    await rest.setInputState(LINKED_OUTPUT, null);
    expect(requests.map(({ method, url }) => `${method} ${url?.replace(API, '')}`)).toEqual([
      `GET /units/get_target_version/${UNIT}`,
      `POST /units/send_command_to_input_base_topic/${UNIT}?command=LogSync`,
      `GET /units/log_list/?uuid=${UNIT}&level=Error&level=Critical&limit=5`,
      `GET /units/${UNIT}`,
      `GET /unit_nodes/${LINKED_OUTPUT}`,
      `PATCH /unit_nodes/set_state_input/${LINKED_OUTPUT}`,
    ]);
    expect(requests.at(-1)?.body).toBe('{"state":null}');
  });

  it('asks for linked Inputs and their Units as the platform documents it', async () => {
    reply.body = '{"count":0,"unit_nodes":[],"units":[]}';
    await rest.getInputByOutput(`example.com/${LINKED_OUTPUT}/pepeunit`);
    await rest.getInputByOutput(LINKED_OUTPUT, 5, 10);
    await rest.getUnitsByNodes([LINKED_OUTPUT, UNIT]);
    expect(requests.map(({ url }) => url)).toEqual([
      `${API}/unit_nodes?order_by_create_date=desc&output_uuid=${LINKED_OUTPUT}&limit=100&offset=0`,
      `${API}/unit_nodes?order_by_create_date=desc&output_uuid=${LINKED_OUTPUT}&limit=5&offset=10`,
      `${API}/units?is_include_output_unit_nodes=true&order_by_unit_name=asc&order_by_create_date=desc` +
        `&order_by_last_update=desc&limit=100&offset=0&unit_node_uuids=${LINKED_OUTPUT}&unit_node_uuids=${UNIT}`,
    ]);
  });
});
