import { EventEmitter } from 'node:events';
import type { LogEntry } from './log-file';
import type { InputMessage } from './pepeunit-client.options';
import type { SystemState } from './system-state';

/** How far an update has come. */
export type UpdateStage =
  'begun' | 'staged' | 'installed' | 'confirmed' | 'failed' | 'taken-back' | 'put-off';

export interface UpdateProgress {
  stage: UpdateStage;
  version: string;
  /** Why, for `failed`, `taken-back` and `put-off`. */
  reason?: string;
}

/** What a `PepeunitClient` tells; listeners get one argument. */
export interface ClientEvents {
  /** The broker accepted; `reconnected` is false the first time, `refused` lists renewed subscriptions that it refused. */
  connect: [{ reconnected: boolean; refused: string[] }];
  disconnect: [{ reason: string }];
  /** An attempt to connect was in vain; the next follows. */
  failure: [{ reason: string }];
  /** Every message on a subscribed topic, commands included, in the order of arrival. */
  message: [InputMessage];
  /** A command has been carried out; `name` is that of the schema, such as `env_update/pepeunit`. */
  command: [{ name: string; payload: string }];
  update: [UpdateProgress];
  /** A state was acknowledged. */
  state: [SystemState];
  log: [LogEntry];
  /** `stop` has begun. */
  stop: [];
}

/** Listeners are the program's: what they throw is reported and harms nobody else. */
export class ClientEmitter extends EventEmitter<ClientEvents> {
  constructor(private readonly onError: (event: string, error: unknown) => void) {
    super();
  }

  tell<Name extends keyof ClientEvents>(event: Name, value?: ClientEvents[Name][0]): void {
    for (const listener of this.rawListeners(event)) {
      try {
        const result: unknown = (listener as (value: unknown) => unknown).call(this, value);
        if (result instanceof Promise) result.catch((error) => this.onError(event, error));
      } catch (error) {
        this.onError(event, error);
      }
    }
  }
}
