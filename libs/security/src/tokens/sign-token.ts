import { signatureOf, TokenKey } from './token-key';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

export const TOKEN_HEADER = encoded({ alg: 'HS256', typ: 'JWT' });

const signed = (payload: object, key: TokenKey): string => {
  const text = `${TOKEN_HEADER}.${encoded(payload)}`;
  return `${text}.${signatureOf(text, key)}`;
};

const inSeconds = (time: Date): number => Math.floor(time.getTime() / 1000);

/**
 * Token of a Unit: without times, so the same string for ever, 163 characters. Devices search its payload for the
 * literal `"uuid":"`, hence compact JSON in this order (`docs/protocol/device.md 2.1`).
 */
export const signUnitToken = (uuid: string, key: TokenKey): string => signed({ uuid, type: 'Unit' }, key);

/**
 * Token of a User's session, valid until `expiresAt` (whole seconds, rounded down). The frontend decodes the payload
 * as plain base64: `sid` must be lower-case hex, which cannot give `-` or `_` (`docs/protocol/rest-graphql.md 1.2`).
 */
export const signUserToken = (
  session: { uuid: string; sid: string },
  key: TokenKey,
  expiresAt: Date,
): string => signed({ uuid: session.uuid, type: 'User', sid: session.sid, exp: inSeconds(expiresAt) }, key);

/** Token by which the platform's own processes present themselves (`docs/protocol/rest-graphql.md 1.3`). */
export const signBackendToken = (domain: string, key: TokenKey): string =>
  signed({ domain, type: 'Backend' }, key);

/** Cookie of a User inside Grafana, valid until `expiresAt` (`docs/protocol/rest-graphql.md 6.1`). */
export const signGrafanaToken = (userUuid: string, key: TokenKey, expiresAt: Date): string =>
  signed({ uuid: userUuid, type: 'Grafana', exp: inSeconds(expiresAt) }, key);

/** Token of one node in one panel, valid until `expiresAt` (`docs/protocol/rest-graphql.md 6.5`). */
export const signPanelToken = (
  link: { unitNodeUuid: string; panelUuid: string },
  key: TokenKey,
  expiresAt: Date,
): string =>
  signed(
    {
      uuid: link.unitNodeUuid,
      panel_uuid: link.panelUuid,
      type: 'GrafanaUnitNode',
      exp: inSeconds(expiresAt),
    },
    key,
  );
