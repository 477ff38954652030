import { onUpdateFinished } from './alert-rules';

const uuid = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';

describe('the end of an update', () => {
  it.each([
    ['Error', 'it did not come back', 'raise'],
    ['Success', null, 'resolve'],
  ] as const)('%s', (status, error, kind) => {
    expect(onUpdateFinished({ uuid, commit: null, status, error })).toMatchObject({
      kind,
      key: `update/${uuid}`,
    });
  });

  it('says why', () => {
    const failed = { uuid, commit: null, status: 'Error', error: 'it did not come back' } as const;
    expect(onUpdateFinished(failed)).toMatchObject({ text: expect.stringContaining('it did not come back') });
  });
});
