/** How hard `connect` tries. */
export interface ConnectOptions {
  /** Attempts before it gives up; 1 unless said otherwise, `Infinity` for a device that boots before its network. */
  attempts?: number;
}

/** What became of the connection. */
export type ConnectionEvent =
  | {
      kind: 'connect';
      /** False for the first connection after `connect`. */
      reconnected: boolean;
      /** Topics whose renewed subscription the broker refused. */
      refused: string[];
    }
  | { kind: 'disconnect'; reason: string }
  /** One more attempt to connect was in vain. */
  | { kind: 'failure'; reason: string };

/** What `PepeunitClient` needs of an MQTT connection; a program may bring its own in place of `MqttClient`. */
export interface MqttPort {
  readonly connected: boolean;

  /** Resolves once the broker accepted; afterwards the connection is kept up until `disconnect`. */
  connect(options?: ConnectOptions): Promise<void>;

  disconnect(): Promise<void>;

  /** Subscribes one topic at a time, also after each reconnect. Returns the topics that the broker refused. */
  subscribeTopics(topics: readonly string[]): Promise<string[]>;

  unsubscribeTopics(topics: readonly string[]): Promise<void>;

  /** Resolves when the broker has acknowledged (QoS 1) or when the bytes are sent (QoS 0). */
  publish(topic: string, payload: string | Buffer): Promise<void>;

  setInputHandler(handler: (topic: string, payload: Buffer) => void): void;

  /** Called for each connection, after its subscriptions are renewed, for each loss of it, and for each attempt in vain. */
  setConnectionHandler?(handler: (event: ConnectionEvent) => void): void;
}
