import { request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { DomainError, importPipeData } from '@unitfleet/contracts';
import { RpcServer, UploadServer } from '@unitfleet/messaging/testing';
import { createLogger } from '@unitfleet/observability';
import * as documents from './documents/pipe-data';
import { startGateway, userToken, type TestGateway } from './support/start-gateway';
import { NODE } from './support/views';

const MEBIBYTE = 1024 * 1024;
const LIMIT = 4 * MEBIBYTE;
const DONE = { data: { setDataPipeDataCsv: { isNone: true, __typename: 'NoneType' } } };
const VARIABLES = { uuid: NODE, file: null };

/** Parts of a form, in any order. */
type Part = [name: string, content: string, more?: string];

const OPERATIONS: Part = [
  'operations',
  JSON.stringify({ query: documents.setDataPipeDataCsv, variables: VARIABLES }),
];
const MAP: Part = ['map', '{"1": ["variables.file"]}'];
const file = (content: string, name = '1'): Part => [name, content, '; filename="data.csv"'];

const headOf = ([name, , more = '']: Part) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
const bodyOf = (parts: readonly Part[]) =>
  `${parts.map((part) => `${headOf(part)}${part[1]}\r\n`).join('')}--b--\r\n`;

/** Plays the owner: what it has read of the last file, and what became of it. */
class Owner {
  text = '';
  imported = 0;
  failed = 0;
  refusal: Error | null = null;
  private wake: () => void = () => undefined;

  async take(content: AsyncIterable<Uint8Array>) {
    this.text = '';
    try {
      if (this.refusal) throw this.refusal;
      for await (const part of content) {
        this.text += Buffer.from(part).toString();
        this.wake();
      }
      this.imported += 1;
      return { rows: 1 };
    } catch (error) {
      this.failed += 1;
      throw error;
    } finally {
      this.wake();
    }
  }

  /** Resolves when it is so. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}

describe('a file of an operation', () => {
  const owner = new Owner();
  let gateway: TestGateway;
  let server: RpcServer;

  beforeAll(async () => {
    gateway = await startGateway({ UPLOAD_LIMIT: String(LIMIT) });
    const { connection } = gateway;
    server = new RpcServer(connection, 'datapipe', createLogger('datapipe', 'CRITICAL'));
    new UploadServer(connection, 'datapipe', server).serve(importPipeData, (input) =>
      owner.take((input as { content: AsyncIterable<Uint8Array> }).content),
    );
    await connection.flush();
  });
  afterAll(async () => {
    await server.drain();
    await gateway.close();
  });

  /** A request whose body the test writes piece by piece. */
  const open = () => {
    const request = send(gateway.graphql.url, {
      method: 'POST',
      headers: { 'x-auth-token': userToken, 'content-type': 'multipart/form-data; boundary=b' },
    });
    const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
      request.on('error', reject);
      request.on('response', (response) => {
        buffer(response).then(
          (bytes) => resolve({ status: response.statusCode!, text: String(bytes) }),
          reject,
        );
      });
    });
    return { request, answer };
  };

  const post = (...parts: Part[]) => {
    const { request, answer } = open();
    request.end(bodyOf(parts));
    return answer;
  };

  const beginning = `${bodyOf([OPERATIONS, MAP]).replace('--b--\r\n', '')}${headOf(file(''))}`;

  it('reaches its owner while it is still being sent', async () => {
    owner.text = '';
    const { request, answer } = open();
    const before = owner.imported;
    request.write(`${beginning}${'state\n'.repeat(MEBIBYTE / 6)}`);
    await owner.until(() => owner.text.length > MEBIBYTE / 2);
    expect(owner.imported).toBe(before);
    request.end('1\r\n--b--\r\n');
    expect(JSON.parse((await answer).text)).toEqual(DONE);
    expect(owner.text).toMatch(/state\n1$/);
  });

  it.each<[string, Part[]]>([
    ['behind what it belongs to', [OPERATIONS, MAP, file('state')]],
    ['before what it belongs to', [file('state'), OPERATIONS, MAP]],
    ['between', [OPERATIONS, file('state'), MAP]],
    ['before another one that nobody wants', [OPERATIONS, MAP, file('state'), file('x', '2')]],
    ['behind another one that nobody wants', [OPERATIONS, MAP, file('x', '2'), file('state')]],
    [
      'with JSON that says so',
      [
        ['operations', OPERATIONS[1], '\r\nContent-Type: application/json'],
        ['map', MAP[1], '\r\nContent-Type: application/json'],
        file('state'),
      ],
    ],
  ])('may come %s', async (_, parts) => {
    const { status, text } = await post(...parts);
    expect([status, JSON.parse(text)]).toEqual([200, DONE]);
    expect(owner.text).toBe('state');
  });

  it('comes whole, however large it is', async () => {
    const content = 'state,create_datetime\n'.repeat(150_000);
    const { status } = await post(OPERATIONS, MAP, file(content));
    expect(status).toBe(200);
    expect(owner.text === content).toBe(true);
  });

  it('beyond the limit is no import, and answered with 413', async () => {
    const before = owner.imported;
    const { status, text } = await post(OPERATIONS, MAP, file('x'.repeat(LIMIT + MEBIBYTE)));
    expect([status, text]).toEqual([413, 'Payload Too Large']);
    expect(owner.imported).toBe(before);
  });

  it('that breaks off is no import', async () => {
    const before = owner.imported;
    const { request, answer } = open();
    const whole = bodyOf([OPERATIONS, MAP, file('x'.repeat(MEBIBYTE))]);
    request.end(whole.slice(0, -100));
    expect((await answer).status).toBe(400);
    expect(owner.imported).toBe(before);
  });

  it('of a client that goes is no import', async () => {
    owner.text = '';
    const [before, failed] = [owner.imported, owner.failed];
    const { request, answer } = open();
    const gone = expect(answer).rejects.toThrow();
    request.write(`${beginning}${'x'.repeat(MEBIBYTE)}`);
    await owner.until(() => owner.text.length > MEBIBYTE / 2);
    request.destroy();
    await gone;
    await owner.until(() => owner.failed > failed);
    expect(owner.imported).toBe(before);
  });

  it('that nobody reads is taken to its end before the answer', async () => {
    owner.refusal = new DomainError('DataPipe', 'row 1');
    const refused = await post(OPERATIONS, MAP, file('x'.repeat(3 * MEBIBYTE)));
    owner.refusal = null;
    expect([refused.status, refused.text]).toEqual([200, expect.stringContaining('422: 8: ')]);
    const nonsense: Part = [
      'operations',
      JSON.stringify({ query: '{ nothing }', variables: { file: null } }),
    ];
    const { status, text } = await post(nonsense, MAP, file('x'.repeat(3 * MEBIBYTE)));
    expect([status, text]).toEqual([200, expect.stringContaining('nothing')]);
  });

  it('is for one field of an operation', async () => {
    const query = documents.setDataPipeDataCsv.replace(
      /\{\s*setDataPipeDataCsv/,
      '{ first: setDataPipeDataCsv(uuid: $uuid, file: $file) { isNone } setDataPipeDataCsv',
    );
    const twice: Part = ['operations', JSON.stringify({ query, variables: VARIABLES })];
    const { text } = await post(twice, MAP, file('state'));
    expect(JSON.parse(text).errors[0].message).toMatch(/^422: 2: Validation Error: a file is for one field/);
    // Under two names it is two files.
    const both: Part = [
      'operations',
      JSON.stringify({
        query: query
          .replace('$file: Upload!', '$file: Upload!, $copy: Upload!')
          .replace('file: $file', 'file: $copy'),
        variables: { ...VARIABLES, copy: null },
      }),
    ];
    const answer = await post(both, ['map', '{"1": ["variables.file", "variables.copy"]}'], file('state'));
    expect(JSON.parse(answer.text).errors).toBeUndefined();
  });
});
