import type { RestAnswer } from '@unitfleet/testing-fleet';
import type { Agent, World } from '../world/world';
import type { EndpointRequest } from './rest-case';

/** Asks an endpoint as somebody. */
export const send = (
  world: World,
  agent: Agent,
  endpoint: string,
  { path = {}, ...request }: EndpointRequest,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
): Promise<RestAnswer<any>> => {
  const [method, template] = endpoint.split(' ') as [string, string];
  const filled = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(path[key] ?? 'whatever'),
  );
  return world.rest(agent).call(method, filled, request);
};
