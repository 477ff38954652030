import type { MqttPort } from './mqtt-port';
import { BaseOutputTopicType } from './protocol.enums';
import type { Schema } from './schema';
import type { Settings } from './settings';
import { SystemState, getSystemState } from './system-state';

/**
 * Tells the platform how the device is: at once, then each `PU_STATE_SEND_INTERVAL`, and after each reconnect. A
 * state that could not be sent is not kept: the next one says more.
 */
export class StateReporter {
  private nextAt = 0;

  constructor(
    private readonly settings: Settings,
    private readonly schema: Schema,
    private readonly mqtt: MqttPort,
    private readonly sent: (state: SystemState) => void,
  ) {}

  /** The next call of `sendWhenDue` sends. */
  makeDue(): void {
    this.nextAt = 0;
  }

  sendWhenDue(): void {
    const now = performance.now();
    const [topic] = this.schema.outputBaseTopic[BaseOutputTopicType.State] ?? [];
    if (topic === undefined || now < this.nextAt || !this.mqtt.connected) return;
    this.nextAt = now + this.settings.PU_STATE_SEND_INTERVAL * 1_000;
    const state = getSystemState(this.settings.PU_COMMIT_VERSION);
    this.mqtt.publish(topic, JSON.stringify(state)).then(
      () => this.sent(state),
      () => this.makeDue(),
    );
  }
}
