import { parseJsonObject, isJsonObject } from '../json/json-object';
import { INSTANCE_NAMES, isGeneratedName, isReservedName } from './env-names';
import { EnvObject } from './parse-env';

const FORMAT = 1;

/** The Unit's own keys, base64 of 32 random bytes each; the platform itself never uses them. */
export interface UnitKeys {
  readonly secretKey: string;
  readonly encryptKey: string;
}

/**
 * What is kept (encrypted) of a Unit's env. Keeping the User's wishes apart from what the platform generates lets a
 * change of domain, broker or token reach devices whose env was saved before (`docs/protocol/device.md`, oddity B5).
 */
export interface StoredEnv {
  /** Made at the first generation and kept until a reset (oddity B4). */
  readonly keys: UnitKeys;
  /** Generated variables to which the User gave another value than the platform would. */
  readonly overrides: EnvObject;
  /** Variables of the developer's template as last saved; null while the User has never saved. */
  readonly variables: EnvObject | null;
}

const pick = (env: EnvObject, wanted: (name: string) => boolean): EnvObject =>
  Object.fromEntries(Object.entries(env).filter(([name]) => wanted(name)));

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Rows of the protocol's first edition hold one flat object with everything in it. Its intervals, log settings and
 * keys are believed; where the instance is, and the token, are generated anew, for a copy cannot be told from a wish.
 */
const fromFlat = (flat: EnvObject): StoredEnv => ({
  keys: { secretKey: textOf(flat['PU_SECRET_KEY']), encryptKey: textOf(flat['PU_ENCRYPT_KEY']) },
  overrides: pick(
    flat,
    (name) =>
      isGeneratedName(name) &&
      !INSTANCE_NAMES.includes(name) &&
      name !== 'PU_SECRET_KEY' &&
      name !== 'PU_ENCRYPT_KEY',
  ),
  variables: pick(flat, (name) => !isReservedName(name)),
});

/**
 * Reads the decrypted text of a stored env, in this library's form or the flat one. The flat form always holds
 * `PU_SECRET_KEY` at its top, this one never does. Text that is neither: JsonDecode (422 code 9).
 */
export const parseStoredEnv = (text: string): StoredEnv => {
  const root = parseJsonObject(text, 'Stored env');
  const { keys, overrides, variables } = root;
  if (Object.hasOwn(root, 'PU_SECRET_KEY') || !isJsonObject(keys) || !isJsonObject(overrides))
    return fromFlat(root);
  return {
    keys: { secretKey: textOf(keys['secretKey']), encryptKey: textOf(keys['encryptKey']) },
    overrides,
    variables: isJsonObject(variables) ? variables : null,
  };
};

/** Text of a stored env, to be encrypted: `{format, keys, overrides, variables}`. */
export const formatStoredEnv = (stored: StoredEnv): string => JSON.stringify({ format: FORMAT, ...stored });

/** The Unit's keys: the stored ones, each made by `makeKey` where there is none yet. */
export const keysOf = (stored: StoredEnv | null | undefined, makeKey: () => string): UnitKeys => ({
  secretKey: stored?.keys.secretKey || makeKey(),
  encryptKey: stored?.keys.encryptKey || makeKey(),
});
