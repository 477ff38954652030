/** What went wrong, for programs; the message is for people. */
export type UnitClientErrorCode =
  | 'device-file'
  | 'rest'
  | 'archive'
  | 'mqtt'
  | 'not-connected'
  | 'queue-full'
  | 'too-large'
  | 'refused'
  | 'unknown-topic'
  | 'disabled'
  | 'update'
  | 'cipher';

/** Every error that this library throws on purpose. */
export class UnitClientError extends Error {
  override readonly name: string = 'UnitClientError';

  constructor(
    readonly code: UnitClientErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A file of the device (`env.json`, `schema.json`) is missing, is not JSON or does not have the promised shape. */
export class DeviceFileError extends UnitClientError {
  override readonly name = 'DeviceFileError';

  constructor(message: string, options?: ErrorOptions) {
    super('device-file', message, options);
  }
}

/** The platform answered a REST call with anything but success, or did not answer (`status` 0). */
export class RestError extends UnitClientError {
  override readonly name = 'RestError';
  /** The platform's own code, 1 to 16, where the answer has one (`422: 7: ...`). */
  readonly platformCode?: number;

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super('rest', `${path}: ${status === 0 ? 'no answer' : status}: ${detail}`, options);
    const code = /\b\d{3}: (\d{1,2}): /.exec(detail)?.[1];
    if (code !== undefined) this.platformCode = Number(code);
  }
}

/** An archive is damaged, holds something other than files and folders, or would write outside its folder. */
export class ArchiveError extends UnitClientError {
  override readonly name = 'ArchiveError';

  constructor(message: string, options?: ErrorOptions) {
    super('archive', message, options);
  }
}

/** The broker refused or could not be reached, or too many messages wait for their acknowledgement. */
export class MqttError extends UnitClientError {
  override readonly name = 'MqttError';

  constructor(message: string, code: UnitClientErrorCode = 'mqtt', options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** A new version was not installed, or was taken back; the old one is in place. */
export class UpdateError extends UnitClientError {
  override readonly name = 'UpdateError';

  constructor(message: string, options?: ErrorOptions) {
    super('update', message, options);
  }
}

/** A sealed text is malformed, was changed or belongs to another key; or the key is none. */
export class CipherError extends UnitClientError {
  override readonly name = 'CipherError';

  constructor(message: string, options?: ErrorOptions) {
    super('cipher', `cipher: ${message}`, options);
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | undefined | null)?.message;
  return typeof message === 'string' ? message : String(error);
}
