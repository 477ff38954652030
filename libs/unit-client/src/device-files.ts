import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DeviceFileError, messageOf } from './errors';

export type JsonObject = Record<string, unknown>;

/** The JSON object in `path`. Throws `DeviceFileError` naming the file. */
export function readJsonObject(path: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new DeviceFileError(`${path}: ${messageOf(error)}`);
  }
  return parseJsonObject(text, path);
}

/** Parses `text` as a JSON object; `source` names it in the `DeviceFileError`. */
export function parseJsonObject(text: string, source: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DeviceFileError(`${source}: ${messageOf(error)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DeviceFileError(`${source}: a JSON object is expected`);
  }
  return value as JsonObject;
}

/** Writes JSON so that a reader, or a device that loses power, sees the old file or the new one, never half of it. */
export function writeJsonFile(path: string, value: JsonObject): void {
  replaceFile(path, `${JSON.stringify(value, null, 4)}\n`);
}

/** Replaces the contents of `path` in one step. */
export function replaceFile(path: string, contents: string | Buffer): void {
  const fresh = `${path}.${randomUUID()}.new`;
  try {
    writeFileSync(fresh, contents);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
