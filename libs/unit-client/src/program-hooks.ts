import { ClientEmitter, type ClientEvents } from './client-events';
import type { JsonObject } from './device-files';
import { messageOf } from './errors';
import type { Logger } from './logger';
import type { InputMessage } from './pepeunit-client.options';

/** What a program hangs on its client: listeners hear of what happens, handlers take part in it, one of each kind. */
export abstract class ProgramHooks {
  abstract readonly logger: Logger;

  protected readonly emitter = new ClientEmitter((event, error) =>
    this.logger.error(`Listener of ${event}: ${messageOf(error)}`),
  );
  protected inputHandler?: (client: this, message: InputMessage) => unknown;
  protected outputHandler?: (client: this) => unknown;
  protected customUpdateHandler?: (client: this, payload: JsonObject) => unknown;

  on<Name extends keyof ClientEvents>(event: Name, listener: (...args: ClientEvents[Name]) => void): this {
    this.emitter.on(event, listener as never);
    return this;
  }

  off<Name extends keyof ClientEvents>(event: Name, listener: (...args: ClientEvents[Name]) => void): this {
    this.emitter.off(event, listener as never);
    return this;
  }

  /** Called for each message after the base handling of a command; errors are logged. */
  setMqttInputHandler(handler: (client: this, message: InputMessage) => unknown): void {
    this.inputHandler = handler;
  }

  /** Called once per cycle; errors are logged. */
  setOutputHandler(handler: (client: this) => unknown): void {
    this.outputHandler = handler;
  }

  /** Takes the place of download, install and restart when an Update to another version arrives. */
  setCustomUpdateHandler(handler: (client: this, payload: JsonObject) => unknown): void {
    this.customUpdateHandler = handler;
  }
}
