import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * Resolves a package that stays outside of the bundle. The program's own path is the anchor, since a bundle has no
 * idea of the folder that its parts came from; the working folder stands in for it in `node -e`.
 * @throws Error when the package is not installed
 */
export function resolvePackage(specifier: string): string {
  let failure: unknown;
  for (const anchor of [programFolder(), process.cwd()]) {
    if (!anchor) continue;
    try {
      return createRequire(join(anchor, 'anchor.js')).resolve(specifier);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/**
 * How to run one of our own programs as a separate Node process: its TypeScript source while this code is run from
 * source (Jest or @swc-node/register), else its bundle next to ours.
 * @param source the program's folder and file below `deploy/local/src`, without extension
 * @param bundle its file below the folder of bundles
 */
export function nodeProgram(source: string, bundle: string): { args: string[]; cwd?: string } {
  const here = typeof __filename === 'string' && isAbsolute(__filename) ? __filename : '';
  const file = here.endsWith('.ts') ? join(dirname(here), '..', `${source}.ts`) : '';
  if (file && existsSync(file)) return nodeEntry(file);
  return nodeEntry(join(programFolder() ?? process.cwd(), '..', bundle));
}

/** Arguments for `node` that run `entry`, a TypeScript or JavaScript file. */
export function nodeEntry(entry: string): { args: string[]; cwd?: string } {
  if (!entry.endsWith('.ts')) return { args: [entry] };
  const register = resolvePackage('@swc-node/register');
  return { args: ['-r', register, entry], cwd: workspaceRoot(dirname(entry)) };
}

/** @swc-node/register reads the tsconfig.json of its working folder. */
function workspaceRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'tsconfig.base.json')) || folder === dirname(folder)) return folder;
  }
}

function programFolder(): string | undefined {
  const program = process.argv[1];
  return program && existsSync(program) ? dirname(realpathSync(program)) : undefined;
}
