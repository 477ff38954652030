import { Effort } from './effort';
import { type IgnoreRule, parseIgnoreRule } from './ignore-rule';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a `.pepeignore` says of single paths: the last rule that is about one decides. Questions throw DomainError GitRepo
 * when all of them together take too long.
 */
export class IgnoreRules {
  private readonly effort = new Effort();

  private constructor(private readonly rules: readonly IgnoreRule[]) {}

  /** Reads the text of a `.pepeignore`; null is a repository without one. */
  static parse(text: string | null): IgnoreRules {
    const lines = (text ?? '').replace(BYTE_ORDER_MARK, '').split(/\r\n|\n|\r/);
    return new IgnoreRules(lines.map(parseIgnoreRule).filter((rule) => rule !== null));
  }

  get count(): number {
    return this.rules.length;
  }

  isFileIgnored(path: string): boolean {
    return this.ignores(path.split('/'), false);
  }

  /** A folder is asked about both as itself and, with a slash, as a folder; either removes it. */
  isFolderIgnored(path: string): boolean {
    const segments = path.split('/');
    return this.ignores(segments, false) || this.ignores(segments, true);
  }

  private ignores(segments: readonly string[], isFolder: boolean): boolean {
    for (let index = this.rules.length - 1; index >= 0; index -= 1) {
      const rule = this.rules[index]!;
      if (rule.matches(segments, isFolder, this.effort)) return !rule.isNegated;
    }
    return false;
  }
}
