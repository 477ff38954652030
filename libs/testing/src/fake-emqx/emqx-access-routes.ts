import { checked, DONE, EmqxRefusal, ok } from './emqx-answer';
import { authenticatorSchema, authorizationSettingsSchema, sourceSchema } from './emqx-schema';
import type { EmqxState } from './emqx-state';
import { route, type Route } from './route';

/** What the resource behind an authenticator or a source says of its connection. */
export type HookStatus = 'connected' | 'connecting' | 'disconnected';

const notFound = (what: string) => new EmqxRefusal(404, 'NOT_FOUND', `${what} not found`);

/** Authentication and authorisation. */
export const accessRoutes = (state: () => EmqxState, hookStatus: () => HookStatus): Route[] => {
  const authenticator = (id: string) => {
    const found = state().authenticators.get(id);
    if (!found) throw notFound(`authenticator ${id}`);
    return { id, ...found };
  };
  const source = (type: string) => {
    const found = state().sources.find((one) => one.type === type);
    if (!found) throw notFound(`source ${type}`);
    return found;
  };
  const status = () =>
    ok({ status: hookStatus(), node_status: [{ node: 'emqx@127.0.0.1', status: hookStatus() }] });
  return [
    route('GET', '/authentication', () =>
      ok([...state().authenticators].map(([id, one]) => ({ id, ...one }))),
    ),
    route('POST', '/authentication', ({ body }) => {
      const wanted = checked(authenticatorSchema, body);
      const id = `${wanted.mechanism}:${wanted.backend}`;
      if (state().authenticators.has(id))
        throw new EmqxRefusal(409, 'ALREADY_EXISTS', `Authenticator ${id} already exists`);
      state().authenticators.set(id, wanted);
      return ok({ id, ...wanted });
    }),
    route('GET', '/authentication/([^/]+)', ({ params }) => ok(authenticator(params[0]!))),
    route('PUT', '/authentication/([^/]+)', ({ params, body }) => {
      authenticator(params[0]!);
      state().authenticators.set(params[0]!, checked(authenticatorSchema, body));
      return ok(authenticator(params[0]!));
    }),
    route('DELETE', '/authentication/([^/]+)', ({ params }) => {
      authenticator(params[0]!);
      state().authenticators.delete(params[0]!);
      return DONE;
    }),
    route('GET', '/authentication/([^/]+)/status', ({ params }) => {
      authenticator(params[0]!);
      return status();
    }),
    route('GET', '/authorization/sources', () => ok({ sources: state().sources })),
    route('POST', '/authorization/sources', ({ body }) => {
      const wanted = checked(sourceSchema, body);
      if (state().sources.some(({ type }) => type === wanted.type))
        throw new EmqxRefusal(400, 'BAD_REQUEST', 'duplicated_authz_source_type');
      state().sources.unshift(wanted);
      return DONE;
    }),
    route('GET', '/authorization/sources/([^/]+)', ({ params }) => ok(source(params[0]!))),
    route('PUT', '/authorization/sources/([^/]+)', ({ params, body }) => {
      const former = source(params[0]!);
      const wanted = checked(sourceSchema, body);
      if (wanted.type !== former.type) throw new EmqxRefusal(400, 'BAD_REQUEST', 'type_mismatch');
      state().sources = state().sources.map((one) => (one === former ? wanted : one));
      return DONE;
    }),
    route('DELETE', '/authorization/sources/([^/]+)', ({ params }) => {
      const former = source(params[0]!);
      state().sources = state().sources.filter((one) => one !== former);
      return DONE;
    }),
    route('GET', '/authorization/sources/([^/]+)/status', ({ params }) => {
      source(params[0]!);
      return status();
    }),
    route('GET', '/authorization/settings', () => ok(state().authorizationSettings)),
    route('PUT', '/authorization/settings', ({ body }) => {
      state().authorizationSettings = checked(authorizationSettingsSchema, body);
      return ok(state().authorizationSettings);
    }),
  ];
};
