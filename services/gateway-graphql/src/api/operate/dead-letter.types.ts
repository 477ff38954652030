import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class DeadLetterType {
  @Field()
  id!: string;

  /** Who gave up on the message. */
  @Field()
  consumer!: string;

  @Field()
  subject!: string;

  /** Null of a message that is no envelope. */
  @Field(() => String, { nullable: true })
  eventType!: string | null;

  @Field()
  reason!: string;

  /** How often it was tried; null where that was not written down. */
  @Field(() => Int, { nullable: true })
  deliveries!: number | null;

  @Field()
  failedDatetime!: Date;

  /** The message as JSON, secrets covered, cut where it is very long. */
  @Field()
  payload!: string;
}

@ObjectType()
export class DeadLettersResultType {
  /** Of all, or of all of the consumer that was asked for. */
  @Field(() => Float)
  count!: number;

  @Field(() => [DeadLetterType])
  deadLetters!: DeadLetterType[];
}
