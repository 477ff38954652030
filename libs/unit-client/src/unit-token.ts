import { DeviceFileError } from './errors';

/**
 * The Unit's uuid out of its token (docs/protocol/device.md 2.1). The signature is the platform's business: a device
 * does not have the key.
 */
export function unitUuidOf(token: string): string {
  const parts = token.split('.');
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    claims = undefined;
  }
  const uuid = (claims as { uuid?: unknown } | undefined)?.uuid;
  if (parts.length !== 3 || typeof uuid !== 'string') {
    throw new DeviceFileError('env: PU_AUTH_TOKEN is not the token of a Unit');
  }
  return uuid;
}
