/** An engine cannot run; the message is written for the person who started it. */
export class EngineStartError extends Error {
  override name = 'EngineStartError';
}

/** Somebody else listens on a port that an engine or service was told to use. */
export class PortTakenError extends EngineStartError {
  override name = 'PortTakenError';

  constructor(
    readonly port: number,
    neededBy: string,
    setting?: string,
  ) {
    const remedy = setting
      ? `stop the other program, or set ${setting} to another port`
      : 'stop the other program, or choose another port';
    super(`Port ${port} is taken, and ${neededBy} needs it: ${remedy}.`);
  }
}

/** A program that must be installed on the machine is not; the message holds the command that installs it. */
export class MissingBinaryError extends EngineStartError {
  override name = 'MissingBinaryError';
}
