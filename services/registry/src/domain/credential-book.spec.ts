import { CredentialBook } from './credential-book';

const entry = (patToken: string, status: 'Valid' | 'NotVerified' | 'Error') => ({
  credentials: { username: 'maker', patToken },
  status,
});

it('reads what it wrote, in the form of imported rows', () => {
  const book = CredentialBook.EMPTY.with('u1', entry('t1', 'Valid'));
  expect(book.toJson()).toBe('{"u1":{"credentials":{"username":"maker","pat_token":"t1"},"status":"Valid"}}');
  expect(CredentialBook.parse(book.toJson()).of('u1')).toEqual(entry('t1', 'Valid'));
  expect(book.of('u2')).toBeNull();
  expect(CredentialBook.EMPTY.of('u1')).toBeNull();
});

it('gives a user the own entry if it is valid, the platform the first valid one', () => {
  const book = CredentialBook.EMPTY.with('u1', entry('t1', 'Error'))
    .with('u2', entry('t2', 'NotVerified'))
    .with('u3', entry('t3', 'Valid'));
  expect(book.forSync('u3').patToken).toBe('t3');
  expect(book.forSync(null).patToken).toBe('t3');
  expect(() => book.forSync('u1')).toThrow('are not valid');
  expect(() => book.forSync('u2')).toThrow('have not been verified');
  expect(() => book.forSync('u4')).toThrow(/^422: 13: /);
  expect(() => CredentialBook.EMPTY.forSync(null)).toThrow('there are no valid credentials');
});
