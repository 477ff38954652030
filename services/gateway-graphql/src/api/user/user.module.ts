import { Module } from '@nestjs/common';
import { GrafanaCookie } from './grafana-cookie';
import { SessionsResolver } from './sessions.resolver';
import { UsersResolver } from './users.resolver';

@Module({ providers: [UsersResolver, SessionsResolver, GrafanaCookie] })
export class UserModule {}
