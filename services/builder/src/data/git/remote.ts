import { Inject, Injectable } from '@nestjs/common';
import type { Credentials } from '@unitfleet/contracts';
import { listServerRefs, type GitHttpRequest, type GitHttpResponse, type ServerRef } from 'isomorphic-git';
import type { Dispatcher } from 'undici';
import { request as send } from 'undici';
import { basicAuthorization } from '../../domain/platform-address';
import { HTTP_DISPATCHER } from '../platform/http-dispatcher';

const DEADLINE_MS = 15_000;

/** Asks Git hosts what they hold, without fetching. */
@Injectable()
export class Remote {
  constructor(@Inject(HTTP_DISPATCHER) private readonly dispatcher: Dispatcher) {}

  /** Refs of a repository; throws when the host does not tell, for whatever reason. Follows no redirect. */
  refs(url: string, credentials: Credentials | null): Promise<ServerRef[]> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    return listServerRefs({
      http: { request: (request) => this.send(request, signal) },
      url,
      headers: credentials ? { authorization: basicAuthorization(credentials) } : {},
    });
  }

  private async send(request: GitHttpRequest, signal: AbortSignal): Promise<GitHttpResponse> {
    const { url, method = 'GET', headers } = request;
    const body = request.body ? Buffer.concat(await collect(request.body)) : null;
    const answer = await send(url, {
      method: method as Dispatcher.HttpMethod,
      headers,
      body,
      signal,
      dispatcher: this.dispatcher,
    });
    return {
      url,
      method,
      statusCode: answer.statusCode,
      statusMessage: String(answer.statusCode),
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: answer.body[Symbol.asyncIterator]() as AsyncIterableIterator<Uint8Array>,
    };
  }
}

const collect = async (parts: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return all;
};
