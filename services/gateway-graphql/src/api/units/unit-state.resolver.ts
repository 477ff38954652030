import { Float, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { addressesOf, fileSystemOf } from './unit-state';
import { UnitStateType } from './unit.types';

/** Devices report lists of anything, the schema promises texts and numbers. */
@Resolver(() => UnitStateType)
export class UnitStateResolver {
  @ResolveField(() => [String])
  ifconfig(@Parent() state: UnitStateType): string[] {
    return addressesOf(state);
  }

  @ResolveField(() => [Float])
  statvfs(@Parent() state: UnitStateType): number[] {
    return fileSystemOf(state);
  }
}
