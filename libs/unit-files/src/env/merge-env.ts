import { COMMIT_VERSION, isGeneratedName, isReservedName } from './env-names';
import { GeneratedEnv } from './generated-env';
import { EnvObject } from './parse-env';
import { StoredEnv } from './stored-env';

export interface EnvParts {
  /** What the User submits now; partial objects are fine. */
  readonly submitted?: EnvObject | null;
  readonly stored?: StoredEnv | null;
  readonly generated: GeneratedEnv;
  /** `env_example.json` of the target version. */
  readonly template: EnvObject;
  /** Full hash of the target commit. */
  readonly commitVersion: string;
}

export interface MergedEnv {
  /** What the device reads: every name of the template, every generated one, `PU_COMMIT_VERSION`, and no other. */
  readonly env: EnvObject;
  /** What to keep from now on. */
  readonly stored: StoredEnv;
}

const mergeOverrides = ({ submitted, stored, generated }: EnvParts): EnvObject => {
  const overrides = new Map(
    Object.entries(stored?.overrides ?? {}).filter(([name]) => isGeneratedName(name)),
  );
  for (const [name, value] of Object.entries(submitted ?? {})) {
    if (!isGeneratedName(name)) continue;
    if (value === generated[name]) overrides.delete(name);
    else overrides.set(name, value);
  }
  return Object.fromEntries(overrides);
};

const mergeVariables = ({ submitted, stored, template }: EnvParts): EnvObject => {
  const strongest = { ...template, ...stored?.variables, ...submitted };
  return Object.fromEntries(
    Object.entries(strongest).filter(([name]) => Object.hasOwn(template, name) && !isReservedName(name)),
  );
};

/**
 * Merges a Unit's env for one version, strongest first: submitted, stored, generated, template
 * (`docs/protocol/device.md 4.3`). Unknown names are dropped, new ones of the template get its value, and
 * `PU_COMMIT_VERSION` is always the version asked for. Every name of the template is in the result, so the
 * protocol's error for a missing one cannot come about.
 *
 * A submitted generated variable counts as the User's own value only when it differs from the generated one:
 * editors send the whole object back. Sending the generated value again takes the User's own back (oddity B5).
 */
export const mergeEnv = (parts: EnvParts): MergedEnv => {
  const { submitted, stored, generated, commitVersion } = parts;
  const overrides = mergeOverrides(parts);
  const variables = mergeVariables(parts);
  const isSaved = Boolean(submitted) || Boolean(stored?.variables);
  return {
    env: { ...variables, ...generated, ...overrides, [COMMIT_VERSION]: commitVersion },
    stored: {
      keys: { secretKey: generated.PU_SECRET_KEY, encryptKey: generated.PU_ENCRYPT_KEY },
      overrides,
      variables: isSaved ? variables : null,
    },
  };
};
