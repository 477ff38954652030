import { ANONYMOUS } from '@unitfleet/contracts';
import { requireAccess } from './decide';

const owner = {
  kind: 'User',
  uuid: '00000000-0000-4000-8000-000000000001',
  role: 'User',
  login: 'owner',
} as const;

describe('requireAccess', () => {
  it('lets the allowed pass', () => {
    expect(() => requireAccess('unit.update', owner, { creatorUuid: owner.uuid })).not.toThrow();
    expect(() => requireAccess('user.list', owner, {})).not.toThrow();
  });

  it('answers 403 code 1 to everybody else (10B.4)', () => {
    const hidden = { level: 'Private', isGranted: false, creatorUuid: owner.uuid } as const;
    expect(() => requireAccess('repo.get', ANONYMOUS, hidden)).toThrow(
      /^403: 1: No Access: repo\.get needs sight/,
    );
    expect(() => requireAccess('unit.update', ANONYMOUS, { creatorUuid: null })).toThrow('403: 1: No Access');
    expect(() => requireAccess('user.list', owner, { isBlocked: true })).toThrow('403: 1: No Access');
  });
});
