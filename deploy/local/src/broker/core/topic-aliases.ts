/** Topics for which one MQTT 5 connection uses numbers, in each direction its own (3.3.2.3.4). */
export class TopicAliases {
  private readonly incoming = new Map<number, string>();
  private readonly outgoing = new Map<string, number>();

  constructor(
    /** Highest number that the client may use, and that we may. */
    private readonly maxIncoming: number,
    private readonly maxOutgoing: number,
  ) {}

  /** Whether the client may give this number to a topic. */
  accepts(alias: number): boolean {
    return alias >= 1 && alias <= this.maxIncoming;
  }

  learn(alias: number, topic: string): void {
    this.incoming.set(alias, topic);
  }

  /** The topic that the client has given this number. */
  topic(alias: number): string | undefined {
    return this.incoming.get(alias);
  }

  /**
   * The number for a topic that is sent; `known` says that the client has been told. Numbers go to the first topics;
   * null when there are none left.
   */
  number(topicField: Buffer): { alias: number; known: boolean } | null {
    if (this.maxOutgoing === 0) return null;
    const topic = topicField.toString('latin1');
    const given = this.outgoing.get(topic);
    if (given !== undefined) return { alias: given, known: true };
    if (this.outgoing.size >= this.maxOutgoing) return null;
    const alias = this.outgoing.size + 1;
    this.outgoing.set(topic, alias);
    return { alias, known: false };
  }
}
