import { DomainError } from '@unitfleet/contracts';
import { parse, type TomlTable } from 'smol-toml';

/** A value as TOML has it: whole numbers are `bigint`, so that `5` and `5.0` stay apart. */
export type TomlValue =
  string | number | bigint | boolean | Date | TomlValue[] | { [key: string]: TomlValue };
export type TomlSection = { [key: string]: TomlValue };

const MAX_CHARACTERS = 10_000;
const MAX_BYTES_PER_CHARACTER = 4;
const MAX_DEPTH = 100;
/** Keys that JavaScript's objects put before all others, in the order of their values. */
const INDEX_KEY = /^(0|[1-9]\d*)$/;

export const readmeError = (text: string, cause?: unknown): DomainError =>
  new DomainError('ReadmeGeneration', text, { cause });

export const isSection = (value: TomlValue | undefined): value is TomlSection =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);

const parseToml = (text: string): TomlSection =>
  parse(text, { integersAsBigInt: true, maxDepth: MAX_DEPTH }) as TomlTable as TomlSection;

/** A TOML document whose tables are read in the order of the file. */
export class TomlDocument {
  private constructor(
    private readonly text: string,
    private readonly root: TomlSection,
  ) {}

  /** Throws ReadmeGeneration (422 code 16) for what is too long, no UTF-8 or no TOML. */
  static read(bytes: Uint8Array): TomlDocument {
    if (bytes.length > MAX_CHARACTERS * MAX_BYTES_PER_CHARACTER) throw tooLong();
    const text = decode(bytes);
    if ([...text].length > MAX_CHARACTERS) throw tooLong();
    try {
      return new TomlDocument(text, parseToml(text));
    } catch (cause) {
      throw readmeError(`The file is not valid TOML: ${String((cause as Error).message)}`, cause);
    }
  }

  /** A table at the top; undefined when it is missing. Throws ReadmeGeneration for anything but a table. */
  section(name: string): TomlSection | undefined {
    const value = Object.hasOwn(this.root, name) ? this.root[name] : undefined;
    if (value !== undefined && !isSection(value)) throw readmeError(`${name} must be a table`);
    return value;
  }

  /** Keys and values of such a table in the order of the file. */
  entries(name: string): [string, TomlValue][] {
    const section = this.section(name) ?? {};
    const keys = Object.keys(section);
    const inOrder = keys.some((key) => INDEX_KEY.test(key)) ? this.keysByPlace(name) : keys;
    return inOrder.map((key) => [key, section[key] as TomlValue]);
  }

  /** Numbers of pins are keys that an object does not keep in order: the file is read again, line by line more. */
  private keysByPlace(name: string): string[] {
    const found = new Set<string>();
    for (let end = this.text.indexOf('\n'); end !== -1; end = this.text.indexOf('\n', end + 1)) {
      const line = this.text.slice(this.text.lastIndexOf('\n', end - 1) + 1, end);
      if (line.includes('=')) addKeys(found, this.text.slice(0, end), name);
    }
    addKeys(found, this.text, name);
    return [...found];
  }
}

const tooLong = (): DomainError => readmeError(`The file has more than ${MAX_CHARACTERS} characters`);

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw readmeError('The file is not UTF-8', cause);
  }
};

/** A beginning that ends inside of a value is no document; the next line may complete it. */
const addKeys = (found: Set<string>, beginning: string, name: string): void => {
  try {
    const section = parseToml(beginning)[name];
    if (isSection(section)) for (const key of Object.keys(section)) found.add(key);
  } catch {
    return;
  }
};
