import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** A file that is made from code. */
export interface GeneratedFile {
  /** Relative to the workspace. */
  readonly path: string;
  readonly content: string;
  /** What is there stays as it is: what was released is never rewritten. */
  readonly once?: boolean;
}

/** Writes what differs; with `isCheck` nothing is written. Answers the paths that differ or differed. */
export const settle = async (
  workspace: string,
  files: readonly GeneratedFile[],
  isCheck: boolean,
): Promise<string[]> => {
  const stale: string[] = [];
  for (const file of files) {
    const target = join(workspace, file.path);
    if (file.once && existsSync(target)) continue;
    const style = await resolveConfig(join(workspace, 'package.json'));
    const content = await format(file.content, { ...style, filepath: target });
    if (existsSync(target) && readFileSync(target, 'utf8') === content) continue;
    stale.push(file.path);
    if (isCheck) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return stale;
};
