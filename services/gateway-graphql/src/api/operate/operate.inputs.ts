import { InputType, Int } from '@nestjs/graphql';
import { OptionalField } from '../../graphql/optional-field.decorator';

/** The length of a page that nobody chose. */
export const USUAL_PAGE = 50;

/** Newest first. */
@InputType()
export class DeadLetterFilterInput {
  @OptionalField(() => String)
  consumer!: string | null;

  @OptionalField(() => Int, USUAL_PAGE)
  limit!: number | null;

  /** Only those that were set aside before this one. */
  @OptionalField(() => String)
  beforeId!: string | null;
}

@InputType()
export class BrokerClientFilterInput {
  @OptionalField(() => Int, USUAL_PAGE)
  limit!: number | null;

  @OptionalField(() => Int)
  offset!: number | null;

  /** A Unit's uuid, an address, or a part of a client id. */
  @OptionalField(() => String)
  searchString!: string | null;
}
