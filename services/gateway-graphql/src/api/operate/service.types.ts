import { Field, Float, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class ServiceFailureType {
  @Field()
  check!: string;

  @Field()
  reason!: string;
}

@ObjectType()
export class ServiceSettingType {
  @Field()
  name!: string;

  /** Secrets, and passwords in addresses, are covered by the process itself. */
  @Field()
  value!: string;
}

@ObjectType()
export class ServiceJobType {
  @Field()
  name!: string;

  /** Null: it runs when there is something to do. */
  @Field(() => Float, { nullable: true })
  everySeconds!: number | null;

  @Field(() => Date, { nullable: true })
  lastStartDatetime!: Date | null;

  /** Of the last run that has ended. */
  @Field(() => Float, { nullable: true })
  lastDurationSeconds!: number | null;

  /** Of the last run that has ended; null: it went well. */
  @Field(() => String, { nullable: true })
  lastError!: string | null;

  /** Since the process started. */
  @Field(() => Float)
  runs!: number;

  @Field(() => Float)
  failures!: number;
}

/** A running process; of a service of which none answers, one without an instance. */
@ObjectType()
export class ServiceInstanceType {
  @Field()
  service!: string;

  @Field()
  instance!: string;

  @Field()
  version!: string;

  @Field(() => Date, { nullable: true })
  startedDatetime!: Date | null;

  @Field()
  isReady!: boolean;

  @Field(() => [ServiceFailureType])
  failures!: ServiceFailureType[];

  @Field(() => Float, { nullable: true })
  residentBytes!: number | null;

  @Field(() => [ServiceSettingType])
  settings!: ServiceSettingType[];

  @Field(() => [ServiceJobType])
  jobs!: ServiceJobType[];
}
