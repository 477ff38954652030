import { camelKeys } from './camel-keys';

describe('camelKeys', () => {
  it('spells keys as the operations do', () => {
    const time = new Date(0);
    expect(
      camelKeys({
        repo_uuid: 'a',
        credentials: { pat_token: 'b' },
        uuids: ['c'],
        start_create_datetime: time,
      }),
    ).toEqual({ repoUuid: 'a', credentials: { patToken: 'b' }, uuids: ['c'], startCreateDatetime: time });
  });

  it('keeps nulls and leaves out what is missing', () => {
    expect(camelKeys({ a_b: null, c_d: undefined })).toEqual({ aB: null });
    expect(Object.keys(camelKeys({ c_d: undefined }))).toEqual([]);
  });
});
