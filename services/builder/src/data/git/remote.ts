import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Credentials } from '@unitfleet/contracts';
import { listServerRefs, type GitHttpRequest, type GitHttpResponse, type ServerRef } from 'isomorphic-git';
import type { Dispatcher } from 'undici';
import { request as send } from 'undici';
import { basicAuthorization } from '../../domain/platform-address';
import { movedRepository } from '../../domain/moved-repository';
import { HTTP_DISPATCHER } from '../network/http-dispatcher';
import { NetworkGuard } from '../network/network-guard';

const DEADLINE_MS = 15_000;
/** What a host may say of its refs; those of pull requests are many. */
const MAX_BYTES = 32 * 1_024 * 1_024;
const MAX_MOVES = 3;

export interface RemoteRepository {
  /** Where it is: a public repository may have moved. */
  readonly url: string;
  readonly refs: readonly ServerRef[];
}

/** A host says that the repository is elsewhere. */
class MovedError extends Error {
  constructor(readonly url: string) {
    super('the repository has moved');
  }
}

/** Asks Git hosts what they hold, without fetching. */
@Injectable()
export class Remote {
  constructor(
    @Inject(HTTP_DISPATCHER) private readonly dispatcher: Dispatcher,
    private readonly guard: NetworkGuard,
  ) {}

  /**
   * Refs of a repository. Moves of a public one are followed, never from https to http; with credentials none is, for it
   * would carry them elsewhere.
   *
   * @throws DomainError GitRepo when the host may not be asked, or says too much; anything else when it does not tell.
   */
  async refs(url: string, credentials: Credentials | null): Promise<RemoteRepository> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    for (let moves = 0, at = url; ; moves += 1) {
      try {
        return { url: at, refs: await this.refsAt(at, credentials, signal) };
      } catch (error) {
        if (!(error instanceof MovedError) || credentials || moves === MAX_MOVES) throw error;
        at = error.url;
      }
    }
  }

  private async refsAt(
    url: string,
    credentials: Credentials | null,
    signal: AbortSignal,
  ): Promise<ServerRef[]> {
    this.guard.requireAllowed(url);
    let refusal: unknown;
    const ask = (request: GitHttpRequest) =>
      this.send(request, signal).catch((error) => {
        refusal = error;
        throw error;
      });
    try {
      return await listServerRefs({
        http: { request: ask },
        url,
        headers: credentials ? { authorization: basicAuthorization(credentials) } : {},
      });
    } catch (error) {
      // The library wraps what it does not know.
      throw refusal ?? error;
    }
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
    const moved = movedRepository(url, answer.statusCode, answer.headers.location);
    if (moved) {
      await answer.body.dump();
      throw new MovedError(moved);
    }
    return {
      url,
      method,
      statusCode: answer.statusCode,
      statusMessage: String(answer.statusCode),
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: limited(answer.body) as AsyncIterableIterator<Uint8Array>,
    };
  }
}

async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of body) {
    if ((size += part.length) > MAX_BYTES)
      throw new DomainError('GitRepo', 'the repository has too many branches and tags');
    yield part;
  }
}

const collect = async (parts: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return all;
};
