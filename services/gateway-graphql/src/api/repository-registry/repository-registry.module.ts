import { Module } from '@nestjs/common';
import { RepositoryRegistryResolver } from './repository-registry.resolver';

@Module({ providers: [RepositoryRegistryResolver] })
export class RepositoryRegistryModule {}
