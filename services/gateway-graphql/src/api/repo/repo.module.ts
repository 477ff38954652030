import { Module } from '@nestjs/common';
import { ReposResolver } from './repos.resolver';

@Module({ providers: [ReposResolver] })
export class RepoModule {}
