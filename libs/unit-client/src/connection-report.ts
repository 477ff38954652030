import type { ClientEmitter } from './client-events';
import type { Logger } from './logger';
import type { ConnectionEvent } from './mqtt-port';

/** Tells log and listeners what becomes of the connection. */
export class ConnectionReport {
  private lastFailure?: string;

  constructor(
    private readonly logger: Logger,
    private readonly emitter: ClientEmitter,
    private readonly onConnect: (reconnected: boolean) => void,
  ) {}

  take(event: ConnectionEvent): void {
    if (event.kind === 'connect') {
      const { reconnected, refused } = event;
      this.lastFailure = undefined;
      if (refused.length > 0) this.logger.warning(`Subscription refused: ${refused.join(', ')}`);
      this.onConnect(reconnected);
      this.emitter.tell('connect', { reconnected, refused });
      return;
    }
    const { kind, reason } = event;
    // An hour without a broker is one line of the log, not hundreds.
    if (kind === 'disconnect') this.logger.warning(`Connection lost: ${reason}`, true);
    else if (reason !== this.lastFailure) this.logger.warning(`No connection: ${reason}`, true);
    if (kind === 'failure') this.lastFailure = reason;
    this.emitter.tell(kind, { reason });
  }
}
