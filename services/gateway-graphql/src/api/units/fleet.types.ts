import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { FleetSummary } from '@unitfleet/contracts';

/** How the Units that the caller sees are, counted. */
@ObjectType()
export class FleetSummaryType implements FleetSummary {
  @Field(() => Int)
  units!: number;

  @Field(() => Int)
  online!: number;

  @Field(() => Int, { description: 'All that are not online.' })
  offline!: number;

  @Field(() => Int, { description: 'Those among them of which nothing was ever heard.' })
  neverSeen!: number;

  @Field(() => Int)
  updating!: number;

  @Field(() => Int)
  updateErrors!: number;

  @Field(() => Int)
  outdated!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Nodes that the caller sees and whose data pipe cannot run; null while that is not known.',
  })
  dataPipeErrors!: number | null;
}
