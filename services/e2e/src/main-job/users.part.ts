import { signUp } from '@unitfleet/testing-fleet';
import { type Story } from './story';

export const describeUsers = (story: Story): void => {
  describe('1. users', () => {
    it('makes the first one an admin, the second one not', async () => {
      const token = await signUp(story.fleet.rest(), 'maker');
      story.maker = story.fleet.rest(token);
      const { users } = await story.maker.ok('GET', '/users');
      expect(users).toMatchObject([{ login: 'maker', role: 'Admin', status: 'Unverified' }]);
      await signUp(story.fleet.rest(), 'guest');
      const { users: both } = await story.maker.ok('GET', '/users', { query: { search_string: 'guest' } });
      expect(both).toMatchObject([{ login: 'guest', role: 'User' }]);
    });

    it('refuses a wrong password and an unknown login with the contract’s codes', async () => {
      const wrong = await story.fleet
        .rest()
        .call('POST', '/users/auth', { json: { credentials: 'maker', password: 'no' } });
      expect([wrong.status, wrong.body.detail]).toEqual([403, expect.stringMatching(/^403: 1: No Access: /)]);
      const unknown = await story.fleet
        .rest()
        .call('POST', '/users/auth', { json: { credentials: 'x', password: 'no' } });
      expect([unknown.status, unknown.body.detail]).toEqual([
        422,
        expect.stringMatching(/^422: 2: Validation Error: /),
      ]);
    });
  });
};
