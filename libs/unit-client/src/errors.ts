/** A file of the device (`env.json`, `schema.json`) is missing, is not JSON or does not have the promised shape. */
export class DeviceFileError extends Error {
  override readonly name = 'DeviceFileError';
}

/** The platform answered a REST call with anything but success, or did not answer (`status` 0). */
export class RestError extends Error {
  override readonly name = 'RestError';

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly path: string,
  ) {
    super(`${path}: ${status === 0 ? 'no answer' : status}: ${detail}`);
  }
}

/** An archive is damaged, holds something other than files and folders, or would write outside its folder. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/** The broker refused or could not be reached, or too many messages wait for their acknowledgement. */
export class MqttError extends Error {
  override readonly name = 'MqttError';
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | undefined | null)?.message;
  return typeof message === 'string' ? message : String(error);
}
