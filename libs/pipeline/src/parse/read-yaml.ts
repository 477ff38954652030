import {
  Alias,
  Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
} from 'yaml';
import { utf8Length } from '../platform/bytes';
import { Position, RawMapping, RawValue } from './raw-value';
import { resolvePlainScalar } from './yaml-scalar';

/** Why a text is not one YAML document. */
export interface YamlFault {
  message: string;
  at?: Position;
}

/** A YAML document longer than this is refused unread: parsing time grows faster than the hand that types pipelines. */
export const MAX_DOCUMENT_BYTES = 65_536;

const CORE_TAG = 'tag:yaml.org,2002:';
const KNOWN_TAGS = new Set(
  ['null', 'bool', 'int', 'float', 'str', 'timestamp', 'binary', 'seq', 'map', 'set', 'omap', 'pairs'].map(
    (name) => CORE_TAG + name,
  ),
);
const TAG_OF_KIND: Record<string, string> = {
  null: 'null',
  boolean: 'bool',
  integer: 'int',
  float: 'float',
  timestamp: 'timestamp',
};
const TOO_DEEP = 'The document is nested too deeply';
/** How the parser passes on that it ran out of stack. */
const STACK_MESSAGE = /call stack/i;
/** Characters that YAML forbids in a stream. */
const NOT_PRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

class FaultError extends Error {
  constructor(
    message: string,
    readonly offset?: number,
  ) {
    super(message);
  }
}

/** Reads values out of a parsed document on demand, following aliases and merge keys without expanding anything else. */
class YamlReader {
  private readonly targets = new Map<Alias, Node | undefined>();

  constructor(
    document: Document.Parsed,
    private readonly position: (offset: number) => Position,
  ) {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_key, node) => {
        const offset = node.range?.[0];
        if (node instanceof Alias) {
          const target = anchors.get(node.source);
          if (target === undefined) throw new FaultError(`Undefined alias: ${node.source}`, offset);
          this.targets.set(node, target);
          return;
        }
        if (node.tag !== undefined && node.tag !== '!' && !KNOWN_TAGS.has(node.tag))
          throw new FaultError(`Unknown tag: ${node.tag}`, offset);
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
      },
    });
  }

  read(node: unknown): RawValue {
    const target = this.follow(node);
    const at = this.positionOf(node);
    if (isMap(target)) return this.mapping(target, at);
    if (isSeq(target)) return { kind: 'list', items: target.items.map((item) => this.item(item)), at };
    return { ...this.scalar(target), at };
  }

  private mapping(map: YAMLMap, at?: Position): RawMapping {
    return {
      kind: 'mapping',
      at,
      get: (key) => {
        const value = this.find(map, key);
        return value === undefined ? undefined : this.read(value.node);
      },
    };
  }

  /** A list in a list is nothing that a field takes, and is not converted. */
  private item(node: unknown): RawValue {
    const target = this.follow(node);
    const at = this.positionOf(node);
    if (isMap(target)) return this.mapping(target, at);
    return isSeq(target) ? { kind: 'opaque', at } : { ...this.scalar(target), at };
  }

  private scalar(node: unknown): RawValue {
    if (!isScalar(node)) return { kind: 'null' };
    const text = node.source ?? '';
    const tag = node.tag?.startsWith(CORE_TAG) ? node.tag.slice(CORE_TAG.length) : undefined;
    const plain = node.type === Scalar.PLAIN && node.tag === undefined;
    if (!plain && (tag === undefined || tag === 'str')) return { kind: 'string', value: String(node.value) };
    const resolved = resolvePlainScalar(text);
    if (tag === undefined || TAG_OF_KIND[resolved.kind] === tag) return resolved;
    if (tag === 'float' && resolved.kind === 'integer') return { kind: 'float', value: resolved.value };
    return { kind: 'opaque' };
  }

  /**
   * The last pair with the key wins; own pairs go before merged ones, the first merged mapping before later ones. Without
   * recursion: a chain of merge keys may be longer than a stack.
   */
  private find(map: YAMLMap, key: string): { node: unknown } | undefined {
    const seen = new Set<YAMLMap>();
    const next = [map];
    for (let current = next.pop(); current !== undefined; current = next.pop()) {
      if (seen.has(current)) continue;
      seen.add(current);
      const own = current.items.findLast((pair) => keyText(this.follow(pair.key)) === key);
      if (own !== undefined) return { node: own.value };
      next.push(...this.mergedInto(current).reverse());
    }
    return undefined;
  }

  private mergedInto(map: YAMLMap): YAMLMap[] {
    return map.items
      .filter((pair) => isMergeKey(pair.key))
      .flatMap((pair) => {
        const source = this.follow(pair.value);
        return isSeq(source) ? source.items.map((item) => this.follow(item)) : [source];
      })
      .filter(isMap);
  }

  private follow(node: unknown): unknown {
    return node instanceof Alias ? this.targets.get(node) : node;
  }

  private positionOf(node: unknown): Position | undefined {
    const offset = (node as Node | null)?.range?.[0];
    return offset === undefined ? undefined : this.position(offset);
  }
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === Scalar.PLAIN && key.source === '<<';
}

function decode(document: string | Uint8Array): string {
  const size = typeof document === 'string' ? utf8Length(document) : document.byteLength;
  if (size > MAX_DOCUMENT_BYTES)
    throw new FaultError(`The document is larger than ${MAX_DOCUMENT_BYTES} bytes`);
  if (typeof document === 'string') return document.replace(/^\ufeff/, '');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(document);
  } catch {
    throw new FaultError('The document is not valid UTF-8');
  }
}

/** The parser makes an error of each of thousands of problems; where they were made, nobody asks, and it costs most of the time. */
function parse(text: string, lineCounter: LineCounter): Document.Parsed {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      version: '1.1',
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter,
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Reads one YAML 1.1 document (docs/protocol/datapipe.md 1.7). Bounded in time and memory; answers a fault, never throws. */
export function readYaml(source: string | Uint8Array): { value: RawValue } | { fault: YamlFault } {
  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  try {
    const text = decode(source);
    const parsed = parse(text, lines);
    const error = parsed.errors[0];
    if (error !== undefined)
      throw new FaultError(STACK_MESSAGE.test(error.message) ? TOO_DEEP : error.message, error.pos[0]);
    const forbidden = NOT_PRINTABLE.exec(text);
    if (forbidden !== null) throw new FaultError('Control characters are not allowed', forbidden.index);
    const reader = new YamlReader(parsed, position);
    return { value: reader.read(parsed.contents) };
  } catch (error) {
    if (error instanceof FaultError)
      return {
        fault: {
          message: error.message,
          at: error.offset === undefined ? undefined : position(error.offset),
        },
      };
    // The parser recurses: a document nested deeper than the stack ends here.
    if (error instanceof RangeError) return { fault: { message: TOO_DEEP } };
    throw error;
  }
}
