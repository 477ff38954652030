import { Inject } from '@nestjs/common';
import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DomainError, type Actor } from '@unitfleet/contracts';
import { coverText, DeadLetterBox, describeMessage, type DeadLetter } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { requireOperator } from '@unitfleet/service-host';
import { Caller } from '../../graphql/request/caller.decorator';
import { DeadLettersResultType, DeadLetterType } from './dead-letter.types';
import { DeadLetterFilterInput, USUAL_PAGE } from './operate.inputs';

const LETTERS_AT_MOST = 100;
const IDS_AT_MOST = 1_000;
const REASON_AT_MOST = 1_000;

const invalid = (text: string): DomainError => new DomainError('Validation', text);

const sequenceOf = (id: string): number => {
  const sequence = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : NaN;
  if (!Number.isSafeInteger(sequence))
    throw invalid(`there is no dead letter by the id "${id.slice(0, 40)}"`);
  return sequence;
};

const sequencesOf = (ids: readonly string[]): number[] => {
  if (ids.length > IDS_AT_MOST) throw invalid(`at most ${IDS_AT_MOST} dead letters at once`);
  return [...new Set(ids.map(sequenceOf))];
};

const shown = (letter: DeadLetter): DeadLetterType => {
  const { subject, payload, headers } = letter;
  const { type, text } = describeMessage({ subject, payload, contentType: headers.get('content-type') });
  return {
    id: String(letter.sequence),
    consumer: letter.consumer,
    subject,
    eventType: type,
    reason: coverText(letter.error, REASON_AT_MOST),
    deliveries: letter.deliveries,
    failedDatetime: letter.time,
    payload: text,
  };
};

@Resolver()
export class DeadLettersResolver {
  constructor(
    private readonly box: DeadLetterBox,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Query(() => DeadLettersResultType)
  async getDeadLetters(
    @Caller() actor: Actor,
    @Args('filters') { consumer, limit, beforeId }: DeadLetterFilterInput,
  ): Promise<DeadLettersResultType> {
    requireOperator(actor);
    const count = limit || USUAL_PAGE;
    if (count < 0 || count > LETTERS_AT_MOST) throw invalid(`limit is between 1 and ${LETTERS_AT_MOST}`);
    const page = await this.box.newest({
      consumer: consumer || undefined,
      limit: count,
      before: beforeId === null ? undefined : sequenceOf(beforeId),
    });
    return { count: page.count, deadLetters: page.letters.map(shown) };
  }

  /** Answers how many went; those that somebody else has dealt with meanwhile do not count. */
  @Mutation(() => Int)
  async redriveDeadLetters(@Caller() actor: Actor, @Args('ids', { type: () => [String] }) ids: string[]) {
    return this.each(actor, ids, 'redriven', (letter) => this.box.redrive(letter));
  }

  @Mutation(() => Int)
  async discardDeadLetters(@Caller() actor: Actor, @Args('ids', { type: () => [String] }) ids: string[]) {
    return this.each(actor, ids, 'discarded', (letter) => this.box.discard(letter.sequence));
  }

  private async each(
    actor: Actor,
    ids: readonly string[],
    deed: 'redriven' | 'discarded',
    act: (letter: DeadLetter) => Promise<void>,
  ): Promise<number> {
    const { uuid: admin } = requireOperator(actor);
    let count = 0;
    for (const sequence of sequencesOf(ids)) {
      const letter = await this.box.get(sequence);
      if (!letter) continue;
      await act(letter);
      count += 1;
      const { consumer, subject } = letter;
      this.log.info({ admin, letter: sequence, consumer, subject }, `a dead letter was ${deed}`);
    }
    return count;
  }
}
