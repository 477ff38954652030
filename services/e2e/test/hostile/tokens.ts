import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

type Claims = Readonly<Record<string, unknown>> | string;

const part = (value: Claims | Buffer): string =>
  (Buffer.isBuffer(value)
    ? value
    : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  ).toString('base64url');

const HS256 = { alg: 'HS256', typ: 'JWT' };

/** A token by the JWT specification alone; `hash` is what signs it, whatever the header says. */
export const forge = (claims: Claims, key: string, header: Claims = HS256, hash = 'sha256'): string => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
};

/** Two letters of base64url differ in bits that the last one of a signature does not use: other text, same bytes. */
const twin = (token: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1)!);
  return token.slice(0, -1) + alphabet[last ^ 1];
};

export interface ForgeryMaterial {
  /** A Unit that may come in, and its true token. */
  readonly unit: string;
  readonly token: string;
  /** A Unit of somebody else. */
  readonly victim: string;
  readonly key: string;
  readonly user: string;
  readonly domain: string;
  /** Where a header wants its key to be fetched from. */
  readonly keyUrl: string;
}

const past = Math.floor(Date.now() / 1_000) - 3_600;
const future = Math.floor(Date.now() / 1_000) + 3_600;

/** Tokens that are not signed by this instance, or not in its form: nobody without the key can make better ones. */
export const unsignedTokens = ({ unit, token, victim, key, keyUrl }: ForgeryMaterial): [string, string][] => {
  const claims = { uuid: unit, type: 'Unit' };
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const rs256 = `${part({ alg: 'RS256', typ: 'JWT' })}.${payload}`;
  return [
    ['another key', forge(claims, 'another key')],
    ['an empty key', forge(claims, '')],
    ['the key decoded from base64', forgeDecoded(claims, key)],
    ...['none', 'None', 'NONE', 'nOnE'].flatMap((alg): [string, string][] => [
      [`alg ${alg}, no signature`, `${part({ alg, typ: 'JWT' })}.${payload}.`],
      [`alg ${alg}, a true token's signature`, `${part({ alg, typ: 'JWT' })}.${payload}.${signature}`],
      [`alg ${alg}, signed with the key`, forge(claims, key, { alg, typ: 'JWT' })],
    ]),
    ['HS384 with the key', forge(claims, key, { alg: 'HS384', typ: 'JWT' }, 'sha384')],
    ['HS512 with the key', forge(claims, key, { alg: 'HS512', typ: 'JWT' }, 'sha512')],
    ['HS384 that says HS256', forge(claims, key, HS256, 'sha384')],
    ['RS256 in name, HMAC in truth', forge(claims, key, { alg: 'RS256', typ: 'JWT' })],
    [
      'RS256 by a key of its own',
      `${rs256}.${sign('sha256', Buffer.from(rs256), privateKey).toString('base64url')}`,
    ],
    ['HMAC with a public key', forge(claims, publicPem)],
    ['no alg', forge(claims, key, { typ: 'JWT' })],
    ['alg that is a list', forge(claims, key, '{"alg":["HS256"],"typ":"JWT"}')],
    ['a header that is no object', forge(claims, key, '"HS256"')],
    ['a header that is null', forge(claims, key, 'null')],
    ['kid that names a file', forge(claims, '', { ...HS256, kid: '/dev/null' })],
    ['kid with SQL', forge(claims, 'x', { ...HS256, kid: "x' union select 'x" })],
    ['jku', forge(claims, 'x', { ...HS256, jku: keyUrl })],
    ['x5u', forge(claims, 'x', { ...HS256, x5u: keyUrl })],
    ['a key in the header', forge(claims, 'x', { ...HS256, jwk: { kty: 'oct', k: part(Buffer.from('x')) } })],
    [
      'the claims of another Unit under a true signature',
      `${header}.${part({ uuid: victim, type: 'Unit' })}.${signature}`,
    ],
    [
      'claims twice under a true signature',
      `${header}.${part(`{"uuid":"${unit}","uuid":"${victim}","type":"Unit"}`)}.${signature}`,
    ],
    ['a signature that decodes to the same bytes', twin(token)],
    ['one character less', token.slice(0, -1)],
    ['half of it', token.slice(0, token.length / 2)],
    ['no signature', `${header}.${payload}`],
    ['an empty signature', `${header}.${payload}.`],
    ['no claims', `${header}..${signature}`],
    ['a fourth part', `${token}.${signature}`],
    ['dots only', '..'],
    ['padding', `${token}=`],
    ['a space in front', ` ${token}`],
    ['a line end', `${token}\n`],
    ['spaces inside', token.replaceAll('.', ' . ')],
    ['a scheme in front', `Bearer ${token}`],
    ['quotes', `"${token}"`],
    ['dots of another script', token.replaceAll('.', '\uFF0E')],
    ['letters of another script', `\u0435${token.slice(1)}`],
    ['what is invisible', `${token}\u200B`],
    ['emoji', '\u{1F511}'.repeat(100)],
    ['twice itself', token + token],
    ['as much as a field takes', 'x'.repeat(65_535)],
    ['as much as a field takes, as control characters', '\u0001'.repeat(65_535)],
    [
      'a payload of 45 KB under a wrong signature',
      forge({ ...claims, more: 'x'.repeat(45_000) }, 'another key'),
    ],
    ['nothing', ''],
    ['a space', ' '],
    ['another scheme', 'admin'],
    ['the keys of objects', '__proto__.constructor.prototype'],
  ];
};

const forgeDecoded = (claims: Claims, key: string): string => {
  const text = `${part(HS256)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64url')}`;
};

/** Tokens with a true signature that are still none of a device: others' kinds, or not in form. */
export const signedTokens = ({
  unit,
  victim,
  key,
  user,
  domain,
}: ForgeryMaterial): [string, string, string][] => [
  ['kind', 'a Grafana session', forge({ uuid: user, type: 'Grafana', exp: future }, key)],
  ['kind', 'a panel', forge({ uuid: victim, panel_uuid: unit, type: 'GrafanaUnitNode', exp: future }, key)],
  ['kind', 'the platform itself', forge({ domain, type: 'Backend' }, key)],
  ['kind', 'a platform of another domain', forge({ domain: 'elsewhere.org', type: 'Backend' }, key)],
  ['kind', 'a User', forge({ uuid: user, type: 'User', sid: 'ab12', exp: future }, key)],
  ['expired', 'a User whose time is over', forge({ uuid: user, type: 'User', sid: 'ab12', exp: past }, key)],
  ['expired', 'a Unit whose time is over', forge({ uuid: unit, type: 'Unit', exp: past }, key)],
  ['claims', 'a type in other letters', forge({ uuid: unit, type: 'unit' }, key)],
  ['claims', 'a type that is none', forge({ uuid: unit, type: 'constructor' }, key)],
  ['claims', 'two types', forge({ uuid: unit, type: ['Unit', 'Backend'] }, key)],
  ['claims', 'no type', forge({ uuid: unit }, key)],
  ['claims', 'no uuid', forge({ type: 'Unit' }, key)],
  ['claims', 'a uuid that is none', forge({ uuid: `${unit}' or '1'='1`, type: 'Unit' }, key)],
  ['claims', 'a pattern for a uuid', forge({ uuid: '*', type: 'Unit' }, key)],
  ['claims', 'claims that are a list', forge('[]', key)],
  ['claims', 'claims that are null', forge('null', key)],
  ['claims', 'claims that are no JSON', forge('{"uuid":', key)],
  [
    'unknown-unit',
    'a Unit that there is not',
    forge({ uuid: '00000000-0000-4000-8000-000000000000', type: 'Unit' }, key),
  ],
];
