import { Reflector } from '@nestjs/core';
import type { ExpensiveOperation } from '@unitfleet/gateway';

/** An endpoint that has a rate of its own, because each request costs the instance much. */
export const Costs = Reflector.createDecorator<ExpensiveOperation>();
