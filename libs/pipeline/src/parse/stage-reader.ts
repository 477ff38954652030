import { PipelineProblem } from '../config/pipeline-problem';
import { PipelineStage } from '../config/pipeline-config';
import { Coercion, Refusal } from './coerce';
import { RawMapping, RawValue } from './raw-value';

/** A list can have thousands of wrong items; whoever reads the answer needs to see some of them. */
const MAX_FIELD_PROBLEMS = 100;

/**
 * Reads the fields of one stage and gathers its problems: field errors first and all of them, then at most one broken
 * rule across fields (docs/protocol/datapipe.md 1.6).
 */
export class StageReader {
  private failed = false;

  constructor(
    private readonly stage: PipelineStage,
    private readonly mapping: RawMapping,
    private readonly problems: PipelineProblem[],
  ) {}

  /**
   * A field that must be there. Its value after a problem is a stand-in that never leaves the stage: `finish` answers
   * `undefined` then.
   */
  required<T>(name: string, coercion: Coercion<T>): T {
    const raw = this.mapping.get(name);
    if (raw !== undefined) return this.coerce(name, coercion);
    this.report(`${name}: Field required`);
    return undefined as T;
  }

  /** A field that may be absent or null. */
  optional<T>(name: string, coercion: Coercion<T>): T | null {
    const raw = this.mapping.get(name);
    return raw === undefined || raw.kind === 'null' ? null : this.coerce(name, coercion);
  }

  /** A field that may be absent, but not null. */
  defaulted<T>(name: string, coercion: Coercion<T>, fallback: T): T {
    return this.mapping.get(name) === undefined ? fallback : this.coerce(name, coercion);
  }

  /** The stage, unless a field failed or one of the rules (asked in order, up to the first failure) is broken. */
  finish<T>(value: T, ...rules: ((value: T) => BrokenRule | undefined)[]): T | undefined {
    if (this.failed) return undefined;
    for (const rule of rules) {
      const broken = rule(value);
      if (broken === undefined) continue;
      this.report(`Value error, ${broken.message}`, this.mapping.get(broken.field));
      return undefined;
    }
    return value;
  }

  private coerce<T>(name: string, coercion: Coercion<T>): T {
    const raw = this.mapping.get(name) ?? { kind: 'null' };
    const value = coercion(raw);
    if (!(value instanceof Refusal)) return value;
    const { messages } = value;
    for (const message of messages.slice(0, MAX_FIELD_PROBLEMS)) this.report(`${name}: ${message}`, raw);
    const left = messages.length - MAX_FIELD_PROBLEMS;
    if (left > 0) this.report(`${name}: ${left} more problems`, raw);
    return undefined as T;
  }

  private report(message: string, field?: RawValue): void {
    this.failed = true;
    this.problems.push({ stage: this.stage, message, ...(field?.at ?? this.mapping.at) });
  }
}

/** A rule across fields that does not hold; `field` is where to look first. */
export interface BrokenRule {
  message: string;
  field: string;
}
