import { Field, ObjectType } from '@nestjs/graphql';
import type { CredentialStatus, GitPlatform, RegistrySyncStatus } from '@unitfleet/contracts';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { CredentialStatusEnum, GitPlatformEnum, RepositoryRegistryStatusEnum } from '../enums';

@ObjectType()
export class RepositoryRegistryType {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => GitPlatformEnum)
  platform!: GitPlatform;

  @Field()
  repositoryUrl!: string;

  @Field()
  isPublicRepository!: boolean;

  @Field(() => String, { nullable: true })
  releasesData!: string | null;

  @Field()
  localRepositorySize!: number;

  @Field(() => RepositoryRegistryStatusEnum, { nullable: true })
  syncStatus!: RegistrySyncStatus | null;

  @Field(() => String, { nullable: true })
  syncError!: string | null;

  @Field(() => Date, { nullable: true })
  syncLastDatetime!: Date | null;

  @Field()
  createDatetime!: Date;

  @Field()
  lastUpdateDatetime!: Date;

  @Field(() => UUID, { nullable: true })
  creatorUuid!: string | null;

  @Field(() => [String])
  branches!: string[];
}

@ObjectType()
export class RepositoriesRegistryResultType {
  @Field()
  count!: number;

  @Field(() => [RepositoryRegistryType])
  repositoriesRegistry!: RepositoryRegistryType[];
}

@ObjectType()
export class CommitType {
  @Field()
  commit!: string;

  @Field()
  summary!: string;

  @Field(() => String, { nullable: true })
  tag!: string | null;
}

@ObjectType()
export class CredentialsType {
  @Field()
  username!: string;

  @Field()
  patToken!: string;
}

@ObjectType()
export class OneRepositoryRegistryCredentialsType {
  @Field(() => CredentialsType)
  credentials!: CredentialsType;

  @Field(() => CredentialStatusEnum)
  status!: CredentialStatus;
}
