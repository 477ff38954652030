import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file that is made from code. */
export interface GeneratedFile {
  /** Relative to the workspace. */
  readonly path: string;
  readonly content: string;
  /** What is there stays as it is: what was released is never rewritten. */
  readonly once?: boolean;
}

const inOurStyle = async (content: string, filepath: string): Promise<string> => {
  const { format, resolveConfig } = await import('prettier');
  return format(content, { ...(await resolveConfig(filepath)), filepath });
};

/** Writes what differs; with `isCheck` nothing is written. Answers the paths that differ or differed. */
export const settle = async (
  workspace: string,
  files: readonly GeneratedFile[],
  isCheck: boolean,
  style: typeof inOurStyle = inOurStyle,
): Promise<string[]> => {
  const stale: string[] = [];
  for (const file of files) {
    const target = join(workspace, file.path);
    if (file.once && existsSync(target)) continue;
    const content = await style(file.content, target);
    if (existsSync(target) && readFileSync(target, 'utf8') === content) continue;
    stale.push(file.path);
    if (isCheck) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  return stale;
};
