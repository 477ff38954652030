import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Credentials } from '@unitfleet/contracts';
import { listServerRefs, type GitHttpRequest, type GitHttpResponse, type ServerRef } from 'isomorphic-git';
import type { Dispatcher } from 'undici';
import { request as send } from 'undici';
import { basicAuthorization } from '../../domain/platform-address';
import { movedRepository } from '../../domain/moved-repository';
import { BUILDER_SETTINGS, type BuilderSettings } from '../../settings';
import { HTTP_DISPATCHER } from '../network/http-dispatcher';
import { NetworkGuard } from '../network/network-guard';

const DEADLINE_S = 15;
/** What a host may say of its refs; those of pull requests are many. */
const MAX_BYTES = 8 * 1_024 * 1_024;
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
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
  ) {}

  /**
   * Refs of a repository. Moves of a public one are followed, never from https to http; with credentials none is, for it
   * would carry them elsewhere.
   *
   * @throws DomainError GitRepo when the host may not be asked, or says too much; anything else when it does not tell.
   */
  async refs(url: string, credentials: Credentials | null): Promise<RemoteRepository> {
    const signal = AbortSignal.timeout(Math.min(DEADLINE_S, this.settings.BUILDER_FETCH_TIMEOUT) * 1_000);
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
    const failures: unknown[] = [];
    const ask = async (request: GitHttpRequest): Promise<GitHttpResponse> => {
      try {
        const answer = await this.send(request, signal);
        return { ...answer, body: watched(answer.body!, failures) };
      } catch (error) {
        failures.push(error);
        throw error;
      }
    };
    const headers: Record<string, string> = credentials
      ? { authorization: basicAuthorization(credentials) }
      : {};
    const refs = await listServerRefs({ http: { request: ask }, url, headers }).catch((error) => {
      failures.push(error);
      return [];
    });
    // The library wraps what it does not know, and takes an answer that breaks off for its end.
    if (failures.length > 0) throw failures[0];
    return refs;
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
      body: answer.body[Symbol.asyncIterator]() as AsyncIterableIterator<Uint8Array>,
    };
  }
}

/** The body up to what a host may say; whatever ends it before is noted. */
async function* watched(
  body: AsyncIterableIterator<Uint8Array>,
  failures: unknown[],
): AsyncGenerator<Uint8Array> {
  try {
    let size = 0;
    for await (const part of body) {
      if ((size += part.length) > MAX_BYTES)
        throw new DomainError('GitRepo', 'the repository has too many branches and tags');
      yield part;
    }
  } catch (error) {
    failures.push(error);
    throw error;
  }
}

const collect = async (parts: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return all;
};
