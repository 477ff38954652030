import { randomUUID } from 'node:crypto';
import { checked, DONE, EmqxRefusal, ok } from './emqx-answer';
import { clientIdsSchema, pageSchema, publishSchema } from './emqx-schema';
import type { EmqxState, FakeClient } from './emqx-state';
import { route, type Route } from './route';

/** What happened to clients by orders, and what was published. */
export interface EmqxDeeds {
  readonly kicked: string[];
  readonly forgotten: string[];
  readonly published: { readonly topic: string; readonly payload: Buffer; readonly qos: number }[];
}

const shown = ({ clientid, username, connected = true }: FakeClient) => ({
  clientid,
  username,
  connected,
  node: 'emqx@127.0.0.1',
});

const paged = <Item>(all: readonly Item[], query: URLSearchParams) => {
  const { page, limit } = checked(pageSchema, Object.fromEntries(query));
  const meta = { page, limit, count: all.length, hasnext: page * limit < all.length };
  return ok({ data: all.slice((page - 1) * limit, page * limit), meta });
};

/** Clients, publishing, and what is only read. */
export const clientRoutes = (
  state: () => EmqxState,
  deeds: EmqxDeeds,
  hasSubscribers: (topic: string) => boolean,
): Route[] => {
  const client = (id: string) => {
    const found = state().clients.get(id);
    if (!found) throw new EmqxRefusal(404, 'CLIENTID_NOT_FOUND', 'Client ID not found');
    return found;
  };
  const kick = (id: string) => {
    if (state().clients.delete(id)) deeds.kicked.push(id);
  };
  return [
    route('GET', '/clients', ({ query }) => {
      const username = query.get('username');
      const all = [...state().clients.values()].filter(
        (one) => username === null || one.username === username,
      );
      return paged(all.map(shown), query);
    }),
    route('GET', '/clients/([^/]+)', ({ params }) => ok(shown(client(params[0]!)))),
    route('GET', '/clients/([^/]+)/subscriptions', ({ params }) =>
      ok((client(params[0]!).filters ?? []).map((topic) => ({ clientid: params[0], topic, qos: 1 }))),
    ),
    route('DELETE', '/clients/([^/]+)', ({ params }) => {
      kick(client(params[0]!).clientid);
      return DONE;
    }),
    route('POST', '/clients/kickout/bulk', ({ body }) => {
      checked(clientIdsSchema, body).forEach(kick);
      return DONE;
    }),
    route('DELETE', '/clients/([^/]+)/authorization/cache', ({ params }) => {
      deeds.forgotten.push(client(params[0]!).clientid);
      return DONE;
    }),
    route('DELETE', '/authorization/cache', () => {
      deeds.forgotten.push(...state().clients.keys());
      return DONE;
    }),
    route('POST', '/publish', ({ body }) => {
      const { topic, payload, payload_encoding, qos } = checked(publishSchema, body);
      const bytes = Buffer.from(payload, payload_encoding === 'base64' ? 'base64' : 'utf8');
      deeds.published.push({ topic, payload: bytes, qos });
      if (hasSubscribers(topic)) return ok({ id: randomUUID().replaceAll('-', '').toUpperCase() });
      return { status: 202, json: { message: 'no_matching_subscribers', reason_code: 16 } };
    }),
    route('GET', '/alarms', ({ query }) => paged(state().alarms, query)),
    route('GET', '/rules', ({ query }) => paged(state().rules, query)),
  ];
};
