import { Inject, Injectable } from '@nestjs/common';
import { Counter, METRICS, type Registry } from '@unitfleet/observability';
import { REFUSALS, type Refusal } from '../domain/refusal';

export type Question = 'connect' | 'publish' | 'subscribe';
export type Outcome = 'allow' | 'deny' | 'unavailable';

const childrenOf = <Label extends string>(counter: Counter<Label>, label: Label, values: readonly string[]) =>
  new Map(values.map((value) => [value, counter.labels({ [label]: value } as Record<Label, string>)]));

/** Counts decisions, refusals by reason, and where what they were made of came from. */
@Injectable()
export class DecisionMetrics {
  private readonly decisions: Counter<'question' | 'outcome'>;
  private readonly lookups: Counter<'of' | 'source'>;
  private readonly refusals: Map<string, { inc(): void }>;
  private readonly children = new Map<string, { inc(): void }>();

  constructor(@Inject(METRICS) registry: Registry) {
    const registers = [registry];
    this.decisions = new Counter({
      name: 'auth_hook_decisions_total',
      help: 'What the broker was answered',
      labelNames: ['question', 'outcome'],
      registers,
    });
    this.lookups = new Counter({
      name: 'auth_hook_lookups_total',
      help: 'What decisions were made of, by where it came from',
      labelNames: ['of', 'source'],
      registers,
    });
    const refusals = new Counter({
      name: 'auth_hook_refused_total',
      help: 'Devices that were not let in, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.refusals = childrenOf(refusals, 'reason', REFUSALS);
  }

  decided(question: Question, outcome: Outcome): void {
    this.child(`${question}/${outcome}`, () => this.decisions.labels({ question, outcome })).inc();
  }

  refused(reason: Refusal): void {
    this.refusals.get(reason)!.inc();
  }

  lookedUp(of: string, source: string): void {
    this.child(`${of}:${source}`, () => this.lookups.labels({ of, source })).inc();
  }

  /** To find a counter by its labels costs more than to count. */
  private child(key: string, make: () => { inc(): void }): { inc(): void } {
    const known = this.children.get(key);
    if (known) return known;
    const made = make();
    this.children.set(key, made);
    return made;
  }
}
