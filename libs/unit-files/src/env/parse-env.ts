import { DomainError } from '@unitfleet/contracts';
import { isJsonObject, JsonObject, parseJson, parseJsonObject } from '../json/json-object';

export const ENV_TEMPLATE_FILE = 'env_example.json';

/** Variables by name; values are any JSON and keep their type, numbers stay numbers (`docs/protocol/device.md`, oddity A5). */
export type EnvObject = JsonObject;

/**
 * Reads a repository's `env_example.json` (`docs/protocol/device.md 3.1`): JsonDecode (422 code 9) for text that is
 * not JSON, GitRepo (422 code 5) for anything but an object. That the file exists is for the caller to see to.
 */
export const parseEnvTemplate = (text: string): EnvObject => {
  const root = parseJson(text, ENV_TEMPLATE_FILE);
  if (!isJsonObject(root)) throw new DomainError('GitRepo', `${ENV_TEMPLATE_FILE} must be an object`);
  return root;
};

/** Reads what a User submits as `env_json_string`; anything but an object is JsonDecode (422 code 9). */
export const parseSubmittedEnv = (text: string): EnvObject => parseJsonObject(text, 'env_json_string');
