import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { TelemetryPartitionView } from '@unitfleet/contracts';
import type { ConsumerReport, StreamReport } from '@unitfleet/messaging';

@ObjectType()
export class StreamConsumerType implements ConsumerReport {
  @Field()
  name!: string;

  /** Messages that it has not been given yet. */
  @Field(() => Float)
  pending!: number;

  @Field(() => Int)
  waitingForAck!: number;

  /** Messages that were given to it more than once and are not acknowledged yet. */
  @Field(() => Int)
  redelivered!: number;

  @Field(() => Date, { nullable: true })
  lastDeliveredDatetime!: Date | null;
}

@ObjectType()
export class StreamType implements Omit<StreamReport, 'firstSequence' | 'lastSequence'> {
  @Field()
  name!: string;

  @Field(() => [String])
  subjects!: string[];

  @Field(() => Float)
  messages!: number;

  @Field(() => Float)
  bytes!: number;

  /** Null: it has no such bound. */
  @Field(() => Float, { nullable: true })
  maxBytes!: number | null;

  @Field(() => Date, { nullable: true })
  firstDatetime!: Date | null;

  @Field(() => Date, { nullable: true })
  lastDatetime!: Date | null;

  /** Those that the server remembers; readers of telemetry keep their places themselves. */
  @Field(() => [StreamConsumerType])
  consumers!: StreamConsumerType[];
}

@ObjectType()
export class TelemetryPartitionType implements TelemetryPartitionView {
  @Field(() => Int)
  partition!: number;

  /** The process that works on it; null: nobody now. */
  @Field(() => String, { nullable: true })
  owner!: string | null;

  /** Stored frames behind its last checkpoint; the clock's ticks are some of them. */
  @Field(() => Float)
  lag!: number;
}
