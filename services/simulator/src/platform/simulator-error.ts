/** Something that the person at the terminal can do something about; `remedy` says what. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
