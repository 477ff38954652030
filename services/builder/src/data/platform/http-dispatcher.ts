import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import type { BuilderSettings } from '../../settings';

/** Injection token of what carries HTTP requests to Git hosts and platforms. */
export const HTTP_DISPATCHER = Symbol('HttpDispatcher');

const TIMEOUTS = { connectTimeout: 5_000, headersTimeout: 10_000, bodyTimeout: 10_000 };

export const createDispatcher = (settings: BuilderSettings): Dispatcher => {
  const { HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy } = settings;
  if (!httpProxy && !httpsProxy) return new Agent(TIMEOUTS);
  return new EnvHttpProxyAgent({ ...TIMEOUTS, httpProxy, httpsProxy, noProxy });
};
