import { hash, Options } from '@node-rs/argon2';

/** Cost of one hash: 19 MiB, two passes, one lane (OWASP's first choice for argon2id, the library's default kind). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;
const CURRENT_FORM = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;

/** Hashes a password with argon2id into the PHC string form: parameters and salt are inside. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Whether a stored hash has an older form or other costs: hash anew at the next successful login. */
export const needsRehash = (storedHash: string): boolean => !storedHash.startsWith(CURRENT_FORM);
