import { checked, EmqxRefusal, ok } from './emqx-answer';
import { globalZoneSchema, listenerSchema, retainerSchema } from './emqx-schema';
import type { EmqxState, Listener } from './emqx-state';
import { route, type Route } from './route';

/** Listeners, the global zone and the retainer. */
export const listenerRoutes = (state: () => EmqxState): Route[] => {
  const listener = (id: string): Listener => {
    const found = state().listeners.get(id);
    if (!found) throw new EmqxRefusal(404, 'BAD_LISTENER_ID', 'Listener id not found');
    return found;
  };
  const change = (id: string, part: Partial<Listener>) => {
    const merged = { ...listener(id), ...part };
    const changed = { ...merged, running: merged.enable === true };
    state().listeners.set(id, changed);
    return ok(changed);
  };
  return [
    route('GET', '/listeners', () =>
      ok(
        [...state().listeners.values()].map(({ id, type, enable, bind, running }) => ({
          id,
          type,
          name: id.split(':')[1],
          enable,
          bind,
          status: { running, current_connections: 0, max_connections: 'infinity' },
        })),
      ),
    ),
    route('GET', '/listeners/([^/]+)', ({ params }) => ok(listener(params[0]!))),
    route('PUT', '/listeners/([^/]+)', ({ params, body }) => {
      const part = checked(listenerSchema, body);
      listener(params[0]!);
      if (part.id !== params[0] || part.type !== part.id.split(':')[0])
        throw new EmqxRefusal(400, 'BAD_LISTENER_ID', "Path and body's listener id not match");
      return change(part.id, part);
    }),
    route('POST', '/listeners/([^/]+)/(start|stop)', ({ params }) =>
      change(params[0]!, { enable: params[1] === 'start' }),
    ),
    route('GET', '/configs/global_zone', () => ok(state().globalZone)),
    route('PUT', '/configs/global_zone', ({ body }) => {
      state().globalZone = checked(globalZoneSchema, body);
      return ok(state().globalZone);
    }),
    route('GET', '/mqtt/retainer', () => ok(state().retainer)),
    route('PUT', '/mqtt/retainer', ({ body }) => {
      state().retainer = checked(retainerSchema, body);
      return ok(state().retainer);
    }),
  ];
};
