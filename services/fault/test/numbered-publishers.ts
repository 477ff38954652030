import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';

export interface PublisherTarget {
  readonly token: string;
  readonly topic: string;
}

const TICK_MS = 20;

/** Devices that number their messages, so that each one can be told apart when it is read back. */
export class NumberedPublishers {
  /** Numbers that the broker acknowledged, a set per target. */
  readonly acknowledged: Set<number>[];
  private readonly sent: number[];
  private readonly open = new Set<Promise<void>>();
  private running = true;
  private reconnections = 0;

  private constructor(
    private readonly targets: readonly PublisherTarget[],
    private readonly clients: readonly MqttClient[],
  ) {
    this.acknowledged = targets.map(() => new Set<number>());
    this.sent = targets.map(() => 0);
    for (const client of clients) client.on('reconnect', () => (this.reconnections += 1));
  }

  static async connect(mqttUrl: string, targets: readonly PublisherTarget[]): Promise<NumberedPublishers> {
    const clients = await Promise.all(
      targets.map(({ token }, index) =>
        connectAsync(mqttUrl, {
          clientId: `publisher-${index}`,
          username: token,
          password: '',
          protocolVersion: 4,
        }),
      ),
    );
    return new NumberedPublishers(targets, clients);
  }

  /** Publishes at this rate over all targets until `stop`. */
  async run(messagesPerSecond: number): Promise<void> {
    const begun = Date.now();
    let count = 0;
    while (this.running) {
      const due = ((Date.now() - begun) / 1_000) * messagesPerSecond;
      for (; count < due; count += 1) this.publish(count % this.targets.length);
      await sleep(TICK_MS);
    }
  }

  /** Sends no more and waits until the broker has acknowledged everything. */
  async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.open);
    await Promise.all(this.clients.map((client) => client.endAsync()));
  }

  /** Messages that a publisher may have sent twice by itself, because its connection broke. */
  get resent(): number {
    return this.reconnections;
  }

  get total(): number {
    return this.acknowledged.reduce((sum, numbers) => sum + numbers.size, 0);
  }

  private publish(index: number): void {
    const number = this.sent[index]!;
    this.sent[index] = number + 1;
    const acknowledgement = this.clients[index]!.publishAsync(this.targets[index]!.topic, String(number), {
      qos: 1,
    }).then(() => void this.acknowledged[index]!.add(number));
    this.open.add(acknowledgement);
    void acknowledgement.finally(() => this.open.delete(acknowledgement));
  }
}
