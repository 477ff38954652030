import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { UUID } from '../../graphql/scalars/uuid.scalar';

@ObjectType()
export class BrokerClientType {
  @Field()
  clientId!: string;

  /** Null: one of the platform's own. */
  @Field(() => UUID, { nullable: true })
  unitUuid!: string | null;

  @Field(() => String, { nullable: true })
  address!: string | null;

  /** Such as `MQTT 3.1.1`. */
  @Field(() => String, { nullable: true })
  protocol!: string | null;

  /** False: the client is away, and its session is kept. */
  @Field()
  isConnected!: boolean;

  @Field(() => Date, { nullable: true })
  connectedDatetime!: Date | null;

  @Field()
  isCleanSession!: boolean;

  @Field(() => Int)
  subscriptions!: number;

  /** Messages that the broker has had of it, since it connected. */
  @Field(() => Float)
  receivedMessages!: number;

  @Field(() => Float)
  sentMessages!: number;

  /** Messages that wait for it. */
  @Field(() => Float)
  queuedMessages!: number;
}

@ObjectType()
export class BrokerClientsResultType {
  @Field()
  count!: number;

  @Field(() => [BrokerClientType])
  clients!: BrokerClientType[];
}
