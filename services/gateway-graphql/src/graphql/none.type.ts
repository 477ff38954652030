import { Field, ObjectType } from '@nestjs/graphql';

/** The answer of a mutation that has nothing to tell. */
@ObjectType()
export class NoneType {
  @Field()
  isNone!: boolean;
}

export const NONE: NoneType = { isNone: true };
