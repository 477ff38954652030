import { once } from 'node:events';
import { connect } from 'node:net';
import {
  buildArchive,
  checkPipeline,
  describeUnitFirmware,
  DomainError,
  getPipeline,
  getUnitEnv,
  getUnitSchema,
  getUnitStateStorage,
  setPipeline,
  setUnitStateStorage,
} from '@unitfleet/contracts';
import { NODE, startGateway, UNIT, unitToken, type TestGateway } from './support/start-gateway';

const ARCHIVE = Buffer.alloc(3 * 1024 * 1024, 'firmware ');

async function* inParts(content: Buffer) {
  for (let offset = 0; offset < content.length; offset += 100_000)
    yield content.subarray(offset, offset + 100_000);
}

describe('what devices and their makers ask', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway({ JSON_BODY_LIMIT: '1048576' });
    ({ rest, fleet } = gateway);
  });
  afterAll(() => gateway.close());

  /** One request by hand, read until the server closes, as small devices do. */
  const byHand = async (path: string, headers: string[] = []): Promise<string> => {
    const { hostname, port } = new URL(gateway.origin);
    const socket = connect(Number(port), hostname);
    const lines = [
      `GET /pepeunit/api/v1${path} HTTP/1.1`,
      `Host: ${hostname}`,
      'Connection: close',
      ...headers,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part));
    await once(socket, 'close');
    return Buffer.concat(parts).toString('latin1');
  };

  describe('documents', () => {
    const env = { PU_MQTT_PORT: 1883, someKey: { innerKey: null }, WIFI_SSID: 'home' };

    it('hands env and schema out as they are', async () => {
      fleet.on(getUnitEnv, () => ({ env }));
      const schema = { input_topic: { 'fanSpeed/pepeunit': ['localhost/a'] } };
      fleet.on(getUnitSchema, () => ({ schema }));
      expect((await rest.call('GET', `/units/env/${UNIT}`, { token: unitToken })).json).toEqual(env);
      expect((await rest.call('GET', `/units/get_current_schema/${UNIT}`)).json).toEqual(schema);
    });

    it('answers a hand-written reader: length given, nothing chunked, a small head, closed at the end', async () => {
      fleet.on(getUnitEnv, () => ({ env }));
      const answer = await byHand(`/units/env/${UNIT}`, [
        'Accept-Encoding: gzip',
        `x-auth-token: ${unitToken}`,
      ]);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(head.toLowerCase()).toContain(`content-length: ${body.length}`);
      expect(head.toLowerCase()).toContain('connection: close');
      expect(head.toLowerCase()).not.toMatch(/transfer-encoding|content-encoding/);
      expect(head.length).toBeLessThan(1024);
      expect(JSON.parse(body)).toEqual(env);
    });

    it.each(['', 'plain', 'with "quotes" and \n', '\u0000\u00e9'])(
      'keeps the state %j in its quotes',
      async (state) => {
        fleet.on(setUnitStateStorage, () => null);
        fleet.on(getUnitStateStorage, () => ({ state }));
        const stored = await rest.call('POST', `/units/set_state_storage/${UNIT}`, { json: { state } });
        expect(stored.status).toBe(204);
        expect(fleet.last(setUnitStateStorage).request).toEqual({ uuid: UNIT, state });
        const read = await rest.call('GET', `/units/get_state_storage/${UNIT}`);
        expect(read.text).toBe(JSON.stringify(state));
      },
    );

    it('takes a state of a million characters, however they are written', async () => {
      fleet.on(setUnitStateStorage, () => null);
      const json = { state: '\u0416'.repeat(1_000_000) };
      expect((await rest.call('POST', `/units/set_state_storage/${UNIT}`, { json })).status).toBe(204);
    });
  });

  describe('firmware', () => {
    beforeEach(() => {
      fleet.on(describeUnitFirmware, () => ({
        registryUuid: NODE,
        commit: 'abc',
        files: { 'env.json': '{}' },
      }));
      fleet.onStream(buildArchive, () => ({ head: { size: ARCHIVE.length }, content: inParts(ARCHIVE) }));
    });

    it.each([
      ['zip', 'application/zip'],
      ['tar', 'application/x-tar'],
      ['tgz', 'application/x-tar'],
    ])('streams %s with its length', async (format, type) => {
      const { status, headers, bytes } = await rest.call(
        'GET',
        `/units/firmware/${format}/${UNIT}?wbits=-10&level=-1`,
        {
          token: unitToken,
          headers: { accept: 'application/json' },
        },
      );
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe(type);
      expect(headers.get('content-length')).toBe(String(ARCHIVE.length));
      expect(headers.get('transfer-encoding')).toBeNull();
      expect(headers.get('content-disposition')).toBeNull();
      expect(bytes.equals(ARCHIVE)).toBe(true);
      expect(fleet.last(buildArchive)).toEqual({
        actor: { kind: 'Unit', uuid: UNIT },
        request: {
          registryUuid: NODE,
          commit: 'abc',
          files: { 'env.json': '{}' },
          format,
          ...(format === 'tgz' ? { windowBits: -10, level: -1 } : { windowBits: 9, level: 9 }),
        },
      });
    });

    it('compresses for a window of 512 bytes unless told otherwise', async () => {
      await rest.call('GET', `/units/firmware/tgz/${UNIT}`);
      expect(fleet.last(buildArchive).request).toMatchObject({ windowBits: 9, level: 9 });
    });

    it.each([
      ['tgz', 'wbits=8'],
      ['tgz', 'wbits=16'],
      ['tgz', 'wbits=0'],
      ['tgz', 'wbits=-16'],
      ['tgz', 'level=10'],
      ['tgz', 'level=-2'],
    ])('refuses %s with %s', async (format, query) => {
      const { status, json } = await rest.call('GET', `/units/firmware/${format}/${UNIT}?${query}`);
      expect(status).toBe(422);
      expect(json.detail).toMatch(/^422: 7: Unit Validation Error: /);
    });

    it('answers an error instead of an archive as JSON', async () => {
      fleet.onStream(buildArchive, () => {
        throw new DomainError('GitRepo', 'no such commit');
      });
      const { status, json } = await rest.call('GET', `/units/firmware/tgz/${UNIT}`);
      expect([status, json]).toEqual([422, { detail: '422: 5: Git Repo Validation Error: no such commit' }]);
    });

    it('breaks the connection off when the content breaks off', async () => {
      fleet.onStream(buildArchive, () => ({
        head: { size: ARCHIVE.length },
        content: (async function* () {
          yield ARCHIVE.subarray(0, 500_000);
          throw new DomainError('Unavailable', 'the disk is gone');
        })(),
      }));
      await expect(rest.call('GET', `/units/firmware/tar/${UNIT}`)).rejects.toThrow();
    });
  });

  describe('pipelines', () => {
    const form = (field: string, content: string): FormData => {
      const data = new FormData();
      data.append('comment', 'a field that nobody asked for');
      data.append(field, new Blob([content]), 'pipe.yml');
      return data;
    };
    const set = (raw: { content: string | FormData; type?: string }) =>
      rest.call('POST', `/unit_nodes/set_data_pipe_config?uuid=${NODE}`, { raw });

    beforeEach(() => {
      fleet.on(setPipeline, () => null);
      fleet.on(checkPipeline, () => ({ problems: [{ stage: 'Filters', message: 'missing' }] }));
    });

    it('takes a file from a form', async () => {
      expect((await set({ content: form('data', 'active_period: {}') })).status).toBe(204);
      const { nodeUuid, document } = fleet.last(setPipeline).request;
      expect(nodeUuid).toBe(NODE);
      expect(Buffer.from(document as Uint8Array).toString()).toBe('active_period: {}');
    });

    it('tells the problems of a file', async () => {
      const raw = { content: form('data', 'x') };
      const { json } = await rest.call('POST', '/unit_nodes/check_data_pipe_config', { raw });
      expect(json).toEqual([{ stage: 'Filters', message: 'missing' }]);
    });

    it('hands the stored text back', async () => {
      fleet.on(getPipeline, () => ({ document: 'filters:\n  max_rate: 0\n' }));
      const { headers, text } = await rest.call('GET', `/unit_nodes/get_data_pipe_config/${NODE}`);
      expect(headers.get('content-type')).toMatch(/^text\/plain/);
      expect(text).toBe('filters:\n  max_rate: 0\n');
    });

    it.each([
      ['another field', { content: form('file', 'x') }, 422],
      ['JSON', { content: '{}', type: 'application/json' }, 422],
      [
        'a form that breaks off',
        { content: '--x\r\nContent-Disp', type: 'multipart/form-data; boundary=x' },
        422,
      ],
      ['a form without boundary', { content: 'x', type: 'multipart/form-data' }, 422],
      ['a huge file', { content: form('data', 'x'.repeat(1_100_000)) }, 413],
    ])('refuses %s', async (_, raw, status) => {
      expect((await set(raw)).status).toBe(status);
    });

    it('wants to know the node', async () => {
      const raw = { content: form('data', 'x') };
      const { status, json } = await rest.call('POST', '/unit_nodes/set_data_pipe_config', { raw });
      expect([status, json.detail[0].loc]).toEqual([422, ['query', 'uuid']]);
    });
  });
});
