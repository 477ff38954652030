import { RollCall, type SessionKey } from './roll-call';

const UNIT = 'a9e0c2d4-0000-4000-8000-000000000001';
const known: SessionKey = { unitUuid: UNIT, clientId: 'kitchen/1' };
const listed = { ...known, isConnected: true, connectedAt: null };

const rollOf = (...sessions: Parameters<RollCall['call']>[0]): RollCall => {
  const roll = new RollCall(0);
  roll.expect([known]);
  roll.call(sessions);
  return roll;
};

const missing = (former: RollCall, roll: RollCall) => [...roll.missingSince(former)];

describe('a listing held against what is known', () => {
  it('misses whom neither it nor the former has', () => {
    expect(missing(rollOf(), rollOf())).toEqual([known]);
    expect(missing(rollOf(listed), rollOf())).toEqual([]);
    expect(missing(rollOf(), rollOf(listed))).toEqual([]);
  });

  it('misses nobody who was not known before', () => {
    expect(missing(new RollCall(0), rollOf())).toEqual([]);
  });

  it('takes a session without its client for gone, and that of another Unit for another', () => {
    const away = { ...listed, isConnected: false };
    const foreign = { ...listed, unitUuid: UNIT.replace('a9', 'b9') };
    expect(missing(rollOf(away), rollOf(foreign))).toEqual([known]);
  });

  it('knows a client also when the broker does not tell whose it is', () => {
    const nameless = { ...listed, unitUuid: null };
    expect(missing(rollOf(nameless), rollOf())).toEqual([]);
    expect(missing(rollOf(), rollOf(nameless))).toEqual([]);
  });

  it('answers those that it did not expect', () => {
    const roll = new RollCall(0);
    roll.expect([known]);
    const stranger = { ...listed, clientId: 'stranger' };
    expect(roll.call([listed, stranger, { ...stranger, unitUuid: null }])).toEqual([stranger]);
  });
});
