import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import type { BuilderSettings } from '../../settings';
import type { NetworkGuard } from './network-guard';

/** Injection token of what carries HTTP requests to Git hosts and platforms. */
export const HTTP_DISPATCHER = Symbol('HttpDispatcher');

const TIMEOUTS = { headersTimeout: 10_000, bodyTimeout: 10_000 };
const CONNECT_TIMEOUT_MS = 5_000;

export const createDispatcher = (settings: BuilderSettings, guard: NetworkGuard): Dispatcher => {
  const { HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy } = settings;
  // Of hosts that are gone to directly; a proxy is connected to by other options.
  const connect = { timeout: CONNECT_TIMEOUT_MS, lookup: guard.lookup };
  if (guard.hasOutboundProxy)
    return new EnvHttpProxyAgent({
      ...TIMEOUTS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      connect,
      httpProxy,
      httpsProxy,
      noProxy: noProxy ?? '',
    });
  return new Agent({ ...TIMEOUTS, connect });
};
