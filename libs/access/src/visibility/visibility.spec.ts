import { Actor, ANONYMOUS, PLATFORM, VISIBILITY_LEVELS } from '@unitfleet/contracts';
import { isAsStrictAs, isStricter, requireAsStrictAs, stricterOf } from './strictness';
import { seesPrivateRegistries, visibleScope } from './visible-scope';

const UUID = '00000000-0000-4000-8000-000000000001';
const user: Actor = { kind: 'User', uuid: UUID, role: 'Admin', login: 'admin' };
const unit: Actor = { kind: 'Unit', uuid: UUID };
const grafana: Actor = { kind: 'Grafana', uuid: UUID };

describe('strictness', () => {
  it('orders Public < Internal < Private', () => {
    for (const [a, one] of VISIBILITY_LEVELS.entries()) {
      for (const [b, other] of VISIBILITY_LEVELS.entries()) {
        expect(isStricter(one, other)).toBe(a > b);
        expect(isAsStrictAs(one, other)).toBe(a >= b);
        expect(stricterOf(one, other)).toBe(VISIBILITY_LEVELS[Math.max(a, b)]);
      }
    }
  });

  it('refuses a child that is looser than its parent', () => {
    expect(() => requireAsStrictAs('Public', 'Internal')).toThrow('422: 2: Validation Error');
    expect(() => requireAsStrictAs('Internal', 'Internal')).not.toThrow();
  });
});

describe('visibleScope', () => {
  const openLevels = { levels: ['Public', 'Internal'], grantedLevels: [] };

  it.each([
    ['anonymous', ANONYMOUS, {}, { levels: ['Public'], grantedLevels: [] }],
    ['anonymous, asking', ANONYMOUS, { levels: ['Private'] }, { levels: ['Public'], grantedLevels: [] }],
    ['User without permissions', user, { holdsPermissions: false }, openLevels],
    ['the same, asking', user, { holdsPermissions: false, levels: ['Private'] }, openLevels],
    ['the same, asking for nothing', user, { holdsPermissions: false, levels: [] }, openLevels],
    ['User', user, {}, { levels: ['Public', 'Internal'], grantedLevels: ['Private'] }],
    ['User, null', user, { levels: null }, { levels: [], grantedLevels: [] }],
    ['User without permissions, null', user, { holdsPermissions: false, levels: null }, openLevels],
    ['anonymous, null', ANONYMOUS, { levels: null }, { levels: ['Public'], grantedLevels: [] }],
    ['User, asking for private', user, { levels: ['Private'] }, { levels: [], grantedLevels: ['Private'] }],
    ['User, asking for public', user, { levels: ['Public'] }, { levels: ['Public'], grantedLevels: [] }],
    ['User, asking for nothing', user, { levels: [] }, { levels: [], grantedLevels: [] }],
    ['User, asking for an unknown level', user, { levels: ['Secret'] }, { levels: [], grantedLevels: [] }],
    ['Unit', unit, {}, { levels: ['Public', 'Internal'], grantedLevels: ['Private'] }],
    ['Unit without permissions', unit, { holdsPermissions: false, levels: ['Public'] }, openLevels],
    ['platform', PLATFORM, {}, { levels: VISIBILITY_LEVELS, grantedLevels: [] }],
    ['Grafana', grafana, {}, { levels: [], grantedLevels: [] }],
  ] as const)('10A.7: %s', (_, actor, request, scope) => {
    expect(visibleScope(actor, { holdsPermissions: true, ...request })).toEqual(scope);
  });

  it('hides private registries from anonymous agents only', () => {
    expect([ANONYMOUS, user, PLATFORM].map(seesPrivateRegistries)).toEqual([false, true, true]);
  });
});
