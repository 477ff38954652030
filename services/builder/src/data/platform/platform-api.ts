import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { Clock } from '@unitfleet/service-host';
import { LRUCache } from 'lru-cache';
import type { Dispatcher } from 'undici';
import { askAgainAt } from '../../domain/rate-limit';
import { HTTP_DISPATCHER } from '../network/http-dispatcher';
import { NetworkGuard } from '../network/network-guard';
import { askJson, type ApiAnswer } from './ask-json';

const MAX_ACCOUNTS = 10_000;

/** Platforms by account, which leave us alone for a while when we asked too much. */
@Injectable()
export class PlatformApi {
  /** Until when an account at a host is not to be asked. */
  private readonly closed = new LRUCache<string, number>({ max: MAX_ACCOUNTS });

  constructor(
    @Inject(HTTP_DISPATCHER) private readonly dispatcher: Dispatcher,
    private readonly guard: NetworkGuard,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError GitPlatformClient while the platform refuses more questions; GitRepo for a forbidden address. */
  async ask(url: string, headers: Readonly<Record<string, string>>): Promise<ApiAnswer> {
    this.guard.requireAllowed(url);
    const account = accountOf(url, headers);
    const until = this.closed.get(account) ?? 0;
    if (until > this.clock.now()) throw tooMany(until);
    const answer = await askJson(this.dispatcher, url, headers);
    if (answer.kind === 'silent') return answer;
    const again = askAgainAt(answer.status, answer.headers, this.clock.now());
    if (again === null) return answer;
    this.closed.set(account, again);
    throw tooMany(again);
  }
}

const accountOf = (url: string, headers: Readonly<Record<string, string>>): string => {
  const login = headers['private-token'] ?? headers.authorization ?? '';
  return `${new URL(url).origin} ${createHash('sha256').update(login).digest('hex')}`;
};

const tooMany = (until: number): DomainError =>
  new DomainError(
    'GitPlatformClient',
    `the platform answers no more questions until ${new Date(until).toISOString().slice(0, 19)}Z`,
  );
