import {
  DomainError,
  exportPipeData,
  importPipeData,
  noAccess,
  streamPipeData,
  type StreamDefinition,
} from '@unitfleet/contracts';
import { NODE, startGateway, unitToken, userToken, type TestGateway } from './support/start-gateway';

const KIB = 1024;
const ROWS = Buffer.from('{"state":"1"},{"state":"2"}');

async function* inParts(content: Buffer) {
  for (let offset = 0; offset < content.length; offset += 100 * KIB)
    yield content.subarray(offset, offset + 100 * KIB);
}

const form = (field: string, content: Buffer | string) => {
  const body = new FormData();
  body.set(field, new Blob([new Uint8Array(Buffer.from(content))]), 'data.csv');
  return { raw: { content: body } };
};

describe('pipe data of any size', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway({ UPLOAD_LIMIT: String(2 * KIB * KIB) });
    ({ rest, fleet } = gateway);
  });
  afterAll(() => gateway.close());

  const refuse = (stream: StreamDefinition, error: () => Error) =>
    fleet.onStream(stream, () => {
      throw error();
    });

  describe('read without a limit', () => {
    const read = (query = '', token = userToken) =>
      rest.call('GET', `/unit_nodes/get_data_pipe_data/?uuid=${NODE}&type=NRecords${query}`, { token });

    it.each(['', '&limit=0'])('is handed through with its length: "%s"', async (query) => {
      fleet.onStream(streamPipeData, () => ({
        head: { count: 2, size: ROWS.length },
        content: inParts(ROWS),
      }));
      const { status, json, headers, bytes } = await read(query);
      expect(status).toBe(200);
      expect(json).toEqual({ count: 2, pipe_data: [{ state: '1' }, { state: '2' }] });
      expect(headers.get('content-length')).toBe(String(bytes.length));
      expect(headers.get('transfer-encoding')).toBeNull();
      expect(fleet.last(streamPipeData).request).toMatchObject({ nodeUuid: NODE, type: 'NRecords' });
    });

    it('is an empty list where nothing is stored', async () => {
      fleet.onStream(streamPipeData, () => ({
        head: { count: 0, size: 0 },
        content: inParts(ROWS.subarray(0, 0)),
      }));
      expect((await read()).json).toEqual({ count: 0, pipe_data: [] });
    });

    it('is refused as any answer is', async () => {
      refuse(streamPipeData, () => noAccess('not yours'));
      expect((await read('', unitToken)).json).toEqual({ detail: '403: 1: No Access: not yours' });
      refuse(streamPipeData, () => new DomainError('FeatureFlag', 'off'));
      expect((await read()).status).toBe(405);
    });
  });

  describe('as a file', () => {
    const path = `/unit_nodes/get_data_pipe_data_csv/${NODE}`;
    const ZIP = Buffer.alloc(3 * KIB * KIB, 'zip ');

    it('comes whole, with length and name', async () => {
      fleet.onStream(exportPipeData, () => ({
        head: { fileName: `dp_data_${NODE}.zip`, size: ZIP.length },
        content: inParts(ZIP),
      }));
      const { status, bytes, headers } = await rest.call('GET', path, { token: userToken });
      expect(status).toBe(200);
      expect(bytes.equals(ZIP)).toBe(true);
      expect(headers.get('content-type')).toBe('application/zip');
      expect(headers.get('content-length')).toBe(String(ZIP.length));
      expect(headers.get('content-disposition')).toBe(`attachment; filename="dp_data_${NODE}.zip"`);
      expect(fleet.last(exportPipeData)).toMatchObject({
        request: { nodeUuid: NODE },
        actor: { kind: 'User' },
      });
    });

    it('is refused by its owner, and not asked for when nobody can read the key', async () => {
      refuse(exportPipeData, () => noAccess('not yours'));
      expect((await rest.call('GET', path)).status).toBe(403);
      refuse(exportPipeData, () => new DomainError('DataPipe', 'nothing stored'));
      expect((await rest.call('GET', path, { token: userToken })).json.detail).toMatch(/^422: 8: /);
      const odd = await rest.call('GET', '/unit_nodes/get_data_pipe_data_csv/1', { token: userToken });
      expect([odd.status, odd.json.detail[0].loc]).toEqual([422, ['path', 'uuid']]);
    });
  });

  describe('replaced by a file', () => {
    const path = `/unit_nodes/set_data_pipe_data_csv?uuid=${NODE}`;
    const send = (content: ReturnType<typeof form> | object, to = path) =>
      rest.call('POST', to, { token: userToken, ...content });

    it('reaches the owner byte by byte', async () => {
      fleet.onUpload(importPipeData, () => ({ rows: 5 }));
      const csv = Buffer.alloc(KIB * KIB, 'state,create_datetime\n');
      const { status, text } = await send(form('data', csv));
      expect([status, text]).toEqual([204, '']);
      const { request, actor } = fleet.last(importPipeData);
      expect(request.nodeUuid).toBe(NODE);
      expect(csv.equals(request.content as Buffer)).toBe(true);
      expect(actor).toMatchObject({ kind: 'User' });
    });

    it('is refused by its owner with what is wrong in it', async () => {
      fleet.onUpload(importPipeData, () => {
        throw new DomainError('DataPipe', 'row 5, column state: not a number');
      });
      const { status, json } = await send(form('data', 'state\nx'));
      expect([status, json.detail]).toEqual([
        422,
        '422: 8: DataPipe Validation Error: row 5, column state: not a number',
      ]);
    });

    it('may be no larger than uploads may, and no part of it counts then', async () => {
      fleet.onUpload(importPipeData, () => ({ rows: 5 }));
      const asked = fleet.count(importPipeData);
      const { status, json } = await send(form('data', Buffer.alloc(3 * KIB * KIB, 'x')));
      expect([status, json]).toEqual([413, { detail: 'Payload Too Large' }]);
      expect(fleet.count(importPipeData)).toBe(asked);
    });

    it.each([
      ['another field', form('file', 'state'), path, ['body', 'data']],
      ['no form', { json: {} }, path, ['body', 'data']],
      ['no node', form('data', 'state'), '/unit_nodes/set_data_pipe_data_csv', ['query', 'uuid']],
    ])('cannot read %s', async (_, content, to, loc) => {
      const { status, json } = await send(content, to);
      expect([status, json.detail[0].loc]).toEqual([422, loc]);
    });

    it('cannot read a form that breaks off', async () => {
      const { status } = await send({
        raw: {
          content: '--b\r\nContent-Disposition: form-data; name="data"; filename="a"\r\n\r\nstate',
          type: 'multipart/form-data; boundary=b',
        },
      });
      expect(status).toBe(422);
    });
  });
});
