import { createHmac } from 'node:crypto';
import { sign } from 'jsonwebtoken';
import {
  signBackendToken,
  signGrafanaToken,
  signPanelToken,
  signUnitToken,
  signUserToken,
} from './sign-token';
import { tokenKey } from './token-key';
import { readToken, verifyToken } from './verify-token';

const SECRET = 'c2VjcmV0LXRleHQtdGhhdC1pcy1ub3QtZGVjb2RlZA==';
const UNIT = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const PANEL = 'c0b107a7-9ae0-44ed-bc76-db5ff2af8887';
const key = tokenKey(SECRET);
const now = new Date('2025-01-02T03:04:05.678Z');
const later = new Date(now.getTime() + 60_000);

const partsOf = (token: string): string[] =>
  token.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));

const forged = (payload: string, header = '{"alg":"HS256","typ":"JWT"}'): string => {
  const text = [header, payload].map((part) => Buffer.from(part).toString('base64url')).join('.');
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
};

describe('signing', () => {
  it('gives a Unit one compact token for ever', () => {
    const token = signUnitToken(UNIT, key);
    expect(token).toHaveLength(163);
    expect(partsOf(token).slice(0, 2)).toEqual([
      '{"alg":"HS256","typ":"JWT"}',
      `{"uuid":"${UNIT}","type":"Unit"}`,
    ]);
    expect(signUnitToken(UNIT, tokenKey(SECRET))).toBe(token);
  });

  it('signs with the text of the key, not with what it decodes to', () => {
    const token = sign({ uuid: UNIT, type: 'Unit' }, SECRET, { noTimestamp: true });
    expect(signUnitToken(UNIT, key)).toBe(token);
  });

  it('keeps payloads readable for decoders of plain base64', () => {
    for (let index = 0; index < 200; index += 1) {
      const sid = index.toString(16).padStart(32, 'f');
      const [, payload = ''] = signUserToken(
        { uuid: UNIT, sid },
        key,
        new Date(now.getTime() + index * 7777),
      ).split('.');
      expect(payload).toMatch(/^[A-Za-z0-9]+$/);
      expect(atob(payload)).toContain('"uuid":"');
    }
  });
});

describe('verifyToken', () => {
  it.each([
    [signUnitToken(UNIT, key), { type: 'Unit', uuid: UNIT }],
    [
      signUserToken({ uuid: UNIT, sid: 'ab12' }, key, later),
      { type: 'User', uuid: UNIT, sid: 'ab12', exp: Math.floor(later.getTime() / 1000) },
    ],
    [signBackendToken('example.com', key), { type: 'Backend', domain: 'example.com' }],
    [
      signGrafanaToken(UNIT, key, later),
      { type: 'Grafana', uuid: UNIT, exp: Math.floor(later.getTime() / 1000) },
    ],
    [
      signPanelToken({ unitNodeUuid: UNIT, panelUuid: PANEL }, key, later),
      { type: 'GrafanaUnitNode', uuid: UNIT, panel_uuid: PANEL, exp: Math.floor(later.getTime() / 1000) },
    ],
  ])('reads %#', (token, claims) => {
    expect(verifyToken(token, key, now)).toEqual(claims);
  });

  it('reads headers with other spacing and order', () => {
    expect(
      verifyToken(forged(`{"uuid":"${UNIT}","type":"Unit"}`, '{"typ": "JWT", "alg": "HS256"}'), key).type,
    ).toBe('Unit');
  });

  const unit = signUnitToken(UNIT, key);
  const lastSecond = Math.floor(now.getTime() / 1000);
  it.each([
    ['empty', ''],
    ['not a token', 'garbage'],
    ['too many parts', `${unit}.x`],
    ['no signature', unit.slice(0, unit.lastIndexOf('.') + 1)],
    ['signed by another key', signUnitToken(UNIT, tokenKey('another-secret-text'))],
    [
      'a changed payload',
      unit.replace(/\.[^.]+\./, `.${Buffer.from('{"type":"Unit"}').toString('base64url')}.`),
    ],
    ['a signature spelled otherwise', `${unit}=`],
    ['alg none', forged(`{"uuid":"${UNIT}","type":"Unit"}`, '{"alg":"none"}')],
    ['another algorithm', forged(`{"uuid":"${UNIT}","type":"Unit"}`, '{"alg":"HS512"}')],
    ['a header that is no JSON', forged(`{"uuid":"${UNIT}","type":"Unit"}`, 'HS256')],
    ['a payload that is no JSON', forged('Unit')],
    ['an unknown kind', forged(`{"uuid":"${UNIT}","type":"Robot"}`)],
    ['no kind', forged(`{"uuid":"${UNIT}"}`)],
    ['no uuid', forged('{"type":"Unit"}')],
    ['a uuid that is none', forged('{"uuid":"1 or 1","type":"Unit"}')],
    ['a User without session', forged(`{"uuid":"${UNIT}","type":"User","exp":${lastSecond + 60}}`)],
    ['a User without end', forged(`{"uuid":"${UNIT}","type":"User","sid":"ab"}`)],
    ['a panel without end', forged(`{"uuid":"${UNIT}","panel_uuid":"${PANEL}","type":"GrafanaUnitNode"}`)],
    ['a Unit, expired', forged(`{"uuid":"${UNIT}","type":"Unit","exp":${lastSecond}}`)],
    ['the platform, expired', forged(`{"domain":"a.example","type":"Backend","exp":${lastSecond}}`)],
    ['expired in this second', forged(`{"uuid":"${UNIT}","type":"User","sid":"ab","exp":${lastSecond}}`)],
  ])('refuses what is or has %s', (_, token) => {
    expect(() => verifyToken(token, key, now)).toThrow('403: 1: No Access');
  });
});

describe('readToken', () => {
  const unit = signUnitToken(UNIT, key);
  it.each([
    ['malformed', ''],
    ['malformed', 'garbage'],
    ['malformed', `${unit}.${unit}`],
    ['malformed', `${unit}${'A'.repeat(4_096)}`],
    ['malformed', '.'.repeat(65_535)],
    ['signature', signUnitToken(UNIT, tokenKey('another-secret-text'))],
    ['signature', forged(`{"uuid":"${UNIT}","type":"Unit"}`, '{"alg":"none"}')],
    ['claims', forged('{"type":"Unit"}')],
    ['expired', signUserToken({ uuid: UNIT, sid: 'ab' }, key, now)],
  ])('tells why a token does not count: %s', (refusal, token) => {
    expect(readToken(token, key, now)).toEqual({ refusal });
  });

  it('reads what counts', () => {
    expect(readToken(unit, key)).toEqual({ claims: { type: 'Unit', uuid: UNIT } });
  });
});
