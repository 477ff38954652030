import { toErrorReply } from './rpc-reply';

const coded = (code: string) => Object.assign(new Error('failed'), { code });

describe('an answer to a failure', () => {
  it.each([
    coded('ECONNREFUSED'),
    coded('57P03'),
    coded('08006'),
    Object.assign(new Error('query failed'), { driverError: coded('57P01') }),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
  ])('says that the service is away for now: %s', (error) => {
    expect(toErrorReply(error)).toMatchObject({ error: { code: 'Unavailable' } });
  });

  it.each([new Error('a secret detail'), coded('23505'), 'text', null, undefined])(
    'hides what was not expected: %s',
    (error) => {
      expect(toErrorReply(error)).toEqual({
        error: { code: 'Internal', text: 'the service failed unexpectedly' },
      });
    },
  );
});
