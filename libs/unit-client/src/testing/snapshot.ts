import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { UPDATE_FOLDER } from '../update/update-folder';

/** Everything below a folder but what belongs to updates: contents, kinds and modes by path. */
export function snapshot(folder: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = join(below, name);
    if (path === UPDATE_FOLDER) continue;
    const entry = lstatSync(join(folder, path));
    if (entry.isSymbolicLink()) found[path] = `link ${readlinkSync(join(folder, path))}`;
    else if (entry.isDirectory()) Object.assign(found, { [path]: 'folder' }, snapshot(folder, path));
    else found[path] = `${(entry.mode & 0o777).toString(8)} ${readFileSync(join(folder, path), 'utf8')}`;
  }
  return found;
}
