import { RawValue } from './raw-value';

/**
 * Meaning of a plain scalar in YAML 1.1 as the protocol's dialect has it (docs/protocol/datapipe.md 1.7). Stricter than the
 * 1.1 schema of the `yaml` package, which takes `y` for a bool and `1e3` for a number.
 */
const BOOLEAN = /^(?:(yes|Yes|YES|true|True|TRUE|on|On|ON)|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const SEXAGESIMAL_FLOAT = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const INTEGER = /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*)$/;
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const TIMESTAMP =
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/;

const LARGEST_EXACT = 2n ** 53n;

function readInteger(text: string): RawValue {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  const prefixed = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (/^0[bx]$/.test(prefixed)) return { kind: 'string', value: text };
  const magnitude = BigInt(prefixed);
  const value = Number(magnitude);
  return { kind: 'integer', value: negative ? 0 - value : value, exact: magnitude <= LARGEST_EXACT };
}

function readSexagesimal(text: string): number {
  const parts = text.replace(/^[-+]/, '').replaceAll('_', '').split(':').map(Number);
  const magnitude = parts.reduce((total, part) => total * 60 + part, 0);
  return text.startsWith('-') ? 0 - magnitude : magnitude;
}

/** Resolves a plain (unquoted, untagged) scalar. Total: what is nothing else is a string. */
export function resolvePlainScalar(text: string): RawValue {
  if (NULL.test(text)) return { kind: 'null' };
  const boolean = BOOLEAN.exec(text);
  if (boolean !== null) return { kind: 'boolean', value: boolean[1] !== undefined };
  if (INTEGER.test(text)) return readInteger(text);
  if (SEXAGESIMAL.test(text)) {
    const value = readSexagesimal(text);
    return { kind: 'integer', value, exact: Math.abs(value) <= Number(LARGEST_EXACT) };
  }
  if (FLOAT.test(text)) return { kind: 'float', value: Number(text.replaceAll('_', '')) };
  if (SEXAGESIMAL_FLOAT.test(text)) return { kind: 'float', value: readSexagesimal(text) };
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return { kind: 'float', value: infinite[1] === '-' ? -Infinity : Infinity };
  if (NOT_A_NUMBER.test(text)) return { kind: 'float', value: NaN };
  if (TIMESTAMP.test(text)) return { kind: 'timestamp', value: text };
  return { kind: 'string', value: text };
}
