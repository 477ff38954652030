import type { DeviceCommand } from '@unitfleet/contracts';

/** Version that an Update names; `link` is the asset of a compilable Repo. */
export interface OfferedVersion {
  readonly commit: string;
  readonly link: string | null;
}

/** Text of a command on the wire (`docs/protocol/device.md 7.1`). */
export const commandPayload = (kind: DeviceCommand, version?: OfferedVersion): string =>
  JSON.stringify({
    COMMAND: kind,
    ...(kind === 'Update' && version ? { PU_COMMIT_VERSION: version.commit } : {}),
    ...(kind === 'Update' && version?.link ? { COMPILED_FIRMWARE_LINK: version.link } : {}),
  });
