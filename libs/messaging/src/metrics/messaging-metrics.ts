import { Counter, Histogram, Registry } from '@unitfleet/observability';

export type AnswerOutcome = 'answered' | 'refused' | 'failed';
export type MessageOutcome = 'handled' | 'failed' | 'waited' | 'dead-letter';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

/** What a process answers and consumes; a registry of their own when nobody asks for them. */
export class MessagingMetrics {
  private readonly answers: Histogram<'operation' | 'outcome'>;
  private readonly messages: Counter<'consumer' | 'outcome'>;

  constructor(registry: Registry = new Registry()) {
    this.answers = new Histogram({
      name: 'rpc_answer_seconds',
      help: 'How long answers to operations took',
      labelNames: ['operation', 'outcome'],
      buckets: SECONDS,
      registers: [registry],
    });
    this.messages = new Counter({
      name: 'consumed_messages_total',
      help: 'Attempts to handle messages of JetStream, by what came of them',
      labelNames: ['consumer', 'outcome'],
      registers: [registry],
    });
  }

  /** Starts a stopwatch for an answer; call the result when it is there. */
  answering(operation: string): (outcome: AnswerOutcome) => void {
    const stop = this.answers.startTimer({ operation });
    return (outcome) => void stop({ outcome });
  }

  consumed(consumer: string, outcome: MessageOutcome): void {
    this.messages.inc({ consumer, outcome });
  }
}
