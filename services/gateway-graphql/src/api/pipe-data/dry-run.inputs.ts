import { Field, InputType } from '@nestjs/graphql';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { DateTime } from '../../graphql/scalars/date-time.scalar';

@InputType()
export class DryRunMessageInput {
  @Field()
  payload!: string;

  /** Left out: that of the message before; of the first one, now. */
  @OptionalField(() => DateTime)
  time!: Date | null;
}
