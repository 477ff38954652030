import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { unpackArchive } from './archive';
import { readJsonObject } from './device-files';
import { ArchiveError } from './errors';

const WORK_FOLDER_PREFIX = '.update-';
const DOCUMENTS = ['schema.json', 'env.json'];

export interface DeviceProgramPaths {
  envFilePath: string;
  schemaFilePath: string;
}

/**
 * The files of a device: everything beside `env.json`. A new version is unpacked apart and checked first, then
 * copied over, `env.json` last: it carries the version, so that a device which loses power half-way still reports
 * the old one and is updated again.
 */
export class DeviceProgram {
  constructor(private readonly paths: DeviceProgramPaths) {}

  /** Removes what an update left behind when its process was replaced or lost power. */
  removeLeftovers(): void {
    for (const name of readdirSync(this.folder).filter((entry) => entry.startsWith(WORK_FOLDER_PREFIX))) {
      rmSync(join(this.folder, name), { recursive: true, force: true });
    }
  }

  /** A fresh folder on the same disk; the caller removes it. */
  makeWorkFolder(): string {
    return mkdtempSync(join(this.folder, WORK_FOLDER_PREFIX));
  }

  /** Puts all files of the archive in place. Throws `ArchiveError`, with nothing changed, if it is not a Unit's. */
  install(archivePath: string): void {
    this.unpacked(archivePath, (fresh) => {
      for (const name of readdirSync(fresh).filter((entry) => !DOCUMENTS.includes(entry))) {
        cpSync(join(fresh, name), join(this.folder, name), { recursive: true, force: true });
      }
      this.installDocuments(fresh);
    });
  }

  /** Puts only `schema.json` and `env.json` in place. */
  installEnvAndSchema(archivePath: string): void {
    this.unpacked(archivePath, (fresh) => this.installDocuments(fresh));
  }

  private get folder(): string {
    return dirname(this.paths.envFilePath);
  }

  private unpacked(archivePath: string, use: (fresh: string) => void): void {
    const fresh = this.makeWorkFolder();
    try {
      unpackArchive(readFileSync(archivePath), fresh);
      for (const name of DOCUMENTS) {
        if (!existsSync(join(fresh, name))) throw new ArchiveError(`the archive has no ${name}`);
        readJsonObject(join(fresh, name));
      }
      use(fresh);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }

  private installDocuments(fresh: string): void {
    replaceBy(join(fresh, 'schema.json'), this.paths.schemaFilePath);
    replaceBy(join(fresh, 'env.json'), this.paths.envFilePath);
  }
}

/** The copy may cross disks, the last step does not: a reader sees the old file or the new one. */
function replaceBy(source: string, target: string): void {
  const fresh = `${target}.new`;
  copyFileSync(source, fresh);
  renameSync(fresh, target);
}
