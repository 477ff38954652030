import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ActorResolver } from '@unitfleet/gateway';
import type { AuthenticatedRequest } from './caller.decorator';

export const TOKEN_HEADER = 'x-auth-token';

/** Puts the agent behind the token on the request; whether it may do what it asks is decided where the data are. */
@Injectable()
export class AuthenticateGuard implements CanActivate {
  constructor(private readonly actors: ActorResolver) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const token = request.headers[TOKEN_HEADER];
    request.actor = await this.actors.resolve(Array.isArray(token) ? token[0] : token);
    return true;
  }
}
