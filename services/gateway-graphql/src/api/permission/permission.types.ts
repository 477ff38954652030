import { Field, ObjectType } from '@nestjs/graphql';
import type { PermissionEntity } from '@unitfleet/contracts';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { PermissionEntitiesEnum } from '../enums';

@ObjectType()
export class PermissionType {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => UUID)
  agentUuid!: string;

  @Field(() => PermissionEntitiesEnum)
  agentType!: PermissionEntity;

  @Field(() => UUID)
  resourceUuid!: string;

  @Field(() => PermissionEntitiesEnum)
  resourceType!: PermissionEntity;
}

@ObjectType()
export class PermissionsType {
  @Field()
  count!: number;

  @Field(() => [PermissionType])
  permissions!: PermissionType[];
}
