import { readFileSync } from 'node:fs';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is unusable; the message lists every problem, one a line, by variable name. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The settings are not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

const FILE_SUFFIX = '_FILE';

/** Only files of settings that are asked for: the environment names files of other programs too. */
const withSecretFiles = (
  names: readonly string[],
  environment: Environment,
): Record<string, string | undefined> => {
  const values: Record<string, string | undefined> = { ...environment };
  for (const name of names) {
    const path = environment[`${name}${FILE_SUFFIX}`];
    if (path && environment[name] === undefined) values[name] = readSecret(name, path);
  }
  return values;
};

const readSecret = (name: string, path: string): string => {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch (error) {
    throw new SettingsError([`${name}${FILE_SUFFIX}: ${(error as Error).message}`]);
  }
};

/**
 * Reads settings from the environment, once, at start. A variable `X_FILE` names a file that holds the value of `X`
 * (for secrets); an empty variable counts as missing.
 *
 * @throws SettingsError with all problems at once.
 */
export const loadSettings = <Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment = process.env,
): z.infer<Schema> => {
  const given = Object.entries(withSecretFiles(Object.keys(schema.shape), environment)).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw new SettingsError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
};

const SECRET_NAME = /SECRET|PASSWORD|TOKEN_PAT|SALT|ENCRYPT|_KEY$/;
const URL_PASSWORD = /(:\/\/[^:/@]*:)[^@]*@/;

/** The same settings, fit for a log: secrets and passwords inside URLs are covered. */
export const redactSettings = (settings: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      if (SECRET_NAME.test(name)) return [name, '***'];
      return [name, typeof value === 'string' ? value.replace(URL_PASSWORD, '$1***@') : value];
    }),
  );
