import { ClickHouseError, describeError } from './clickhouse-error';

describe('errors on the wire', () => {
  it('carry status, number and text', () => {
    const error = new ClickHouseError(60, 'UNKNOWN_TABLE', 'Table t does not exist');
    expect(describeError(error, '26.7')).toEqual({
      status: 404,
      code: 60,
      text: 'Code: 60. DB::Exception: Table t does not exist (UNKNOWN_TABLE) (version 26.7 (embedded))\n',
    });
  });

  it('say once what the engine says twice', () => {
    const inner = 'Code: 108. DB::Exception: No data to insert. (NO_DATA_TO_INSERT)';
    const error = new Error(`Code: 108. DB::Exception: ${inner} (version 26.7). (NO_DATA_TO_INSERT)`);
    expect(describeError(error, '26.7').text).toBe(`${inner} (version 26.7 (embedded))\n`);
  });

  it('have a number even when the engine gives none', () => {
    expect(describeError(new Error('boom'), '26.7')).toMatchObject({ status: 500, code: 1002 });
  });
});
