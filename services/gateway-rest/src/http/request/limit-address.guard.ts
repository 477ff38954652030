import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ANONYMOUS } from '@unitfleet/contracts';
import { ClientAddresses, RequestLimits } from '@unitfleet/gateway';
import type { FastifyRequest } from 'fastify';

/** Counts requests that carry no agent by the client's address. */
@Injectable()
export class LimitAddressGuard implements CanActivate {
  constructor(
    private readonly addresses: ClientAddresses,
    private readonly limits: RequestLimits,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { ip, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    this.limits.take(ANONYMOUS, this.addresses.of(ip, headers['x-forwarded-for']));
    return true;
  }
}
