import { isDomainError } from '@unitfleet/contracts';
import { verifyToken, type TokenKey } from '@unitfleet/security';

/** The Unit that connected with a user name, which is its token; null of anything else. */
export const unitOfToken = (username: string, key: TokenKey): string | null => {
  try {
    const claims = verifyToken(username, key);
    return claims.type === 'Unit' ? claims.uuid : null;
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
};
