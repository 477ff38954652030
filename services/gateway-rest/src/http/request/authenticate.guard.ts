import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ANONYMOUS, type Actor } from '@unitfleet/contracts';
import {
  ActorResolver,
  ClientAddresses,
  presentedToken,
  RequestLimits,
  SessionCookie,
  type PresentedToken,
} from '@unitfleet/gateway';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from './caller.decorator';
import { Costs } from './costs.decorator';

/** Browsers follow plain links to downloads with these. */
const HARMLESS = ['GET', 'HEAD'];

/** The token of a request. */
export const tokenOf = ({ headers, method }: FastifyRequest): PresentedToken =>
  presentedToken(headers, HARMLESS.includes(method));

/**
 * Puts the agent behind the token and the client's address on the request, and counts it: a token that does not count
 * as a request of the address. Whether the agent may do what it asks is decided where the data are.
 */
@Injectable()
export class AuthenticateGuard implements CanActivate {
  constructor(
    private readonly actors: ActorResolver,
    private readonly addresses: ClientAddresses,
    private readonly limits: RequestLimits,
    private readonly sessionCookie: SessionCookie,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const address = this.addresses.of(request.ip, request.headers['x-forwarded-for']);
    const presented = tokenOf(request);
    const actor = await this.agent(presented.token, address).catch((refusal: unknown) => {
      const reply = context.switchToHttp().getResponse<FastifyReply>();
      if (presented.isCookie)
        for (const cookie of this.sessionCookie.afterRefusal(refusal))
          void reply.header('set-cookie', cookie);
      throw refusal;
    });
    const expensive = this.reflector.get(Costs, context.getHandler());
    if (expensive) this.limits.takeExpensive(expensive, actor, address);
    request.actor = actor;
    request.clientAddress = address;
    return true;
  }

  private async agent(token: string | undefined, address: string): Promise<Actor> {
    let actor: Actor = ANONYMOUS;
    try {
      if (token) actor = await this.actors.resolve(token);
    } finally {
      this.limits.take(actor, address);
    }
    return actor;
  }
}
