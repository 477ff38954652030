import { OptionalObject, Text, Uuid } from '../fields/body-fields';
import { QueryUuids } from '../fields/query-fields';
import { RawBody } from './raw-body';
import { RequestError } from './request-error';
import { RequestValidationPipe } from './request-validation.pipe';

class Inner {
  @Text()
  pat_token!: string;
}

class Sample {
  @Uuid()
  uuid!: string;

  @QueryUuids()
  uuids?: string[];

  @OptionalObject(() => Inner)
  inner?: Inner | null;
}

const UUID = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const read = (value: unknown, type: 'body' | 'query' = 'body') =>
  new RequestValidationPipe().transform(value, { type, metatype: Sample });
const problems = async (value: unknown, type?: 'body' | 'query') =>
  read(value, type).then(
    () => [],
    (error: RequestError) => error.problems,
  );
const body = (text: string) => new RawBody('application/json', Buffer.from(text));

describe('the list of what cannot be read', () => {
  it('is empty for what can', async () => {
    expect(await read({ uuid: UUID.toUpperCase(), more: 1, inner: null })).toEqual({
      uuid: UUID,
      inner: null,
    });
    expect(await read(body(`{"uuid":"${UUID}"}`))).toMatchObject({ uuid: UUID });
  });

  it('names place, field and element', async () => {
    expect(await problems({ uuids: [UUID, 'x'] }, 'query')).toEqual([
      { type: 'missing', loc: ['query', 'uuid'], msg: 'Field required', input: { uuids: [UUID, 'x'] } },
      { type: 'uuid_parsing', loc: ['query', 'uuids', 1], msg: 'Input should be a valid UUID', input: 'x' },
    ]);
  });

  it('follows nested objects', async () => {
    expect(await problems({ uuid: UUID, inner: { pat_token: 5 } })).toEqual([
      { type: 'string_type', loc: ['body', 'inner', 'pat_token'], msg: expect.any(String), input: 5 },
    ]);
    expect(await problems({ uuid: UUID, inner: 5 })).toMatchObject([
      { type: 'model_attributes_type', loc: ['body', 'inner'], input: 5 },
    ]);
  });

  it('says where JSON breaks off', async () => {
    expect(await problems(body('{"uuid": "x'))).toEqual([
      { type: 'json_invalid', loc: ['body', 11], msg: 'JSON decode error', input: {} },
    ]);
  });
});
