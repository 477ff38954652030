import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { isPrivateDomain, NetworkRule } from '../../domain/network-rule';
import { outboundProxy, type OutboundProxies } from '../../domain/outbound-proxy';
import { BUILDER_SETTINGS, type BuilderSettings } from '../../settings';

const resolveAll = promisify(lookup) as (host: string, options: { all: true }) => Promise<LookupAddress[]>;

const refused = (): DomainError =>
  new DomainError(
    'GitRepo',
    'the address of the repository is in a network that is not open to repositories',
  );

/**
 * Keeps requests for repositories, whose addresses strangers choose, out of networks that are not open to them. What
 * is checked is the address that is connected to. What is asked through a proxy of the operator is asked by its name,
 * which is the proxy's to judge.
 */
@Injectable()
export class NetworkGuard {
  /** The operator has a way out of their own, which takes the place of `FetchProxy` for most hosts. */
  readonly hasOutboundProxy: boolean;
  private readonly proxies: OutboundProxies;
  private readonly rule: NetworkRule;

  constructor(@Inject(BUILDER_SETTINGS) settings: BuilderSettings) {
    const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY, BUILDER_PRIVATE_NETWORKS, PU_DOMAIN } = settings;
    this.hasOutboundProxy = Boolean(HTTP_PROXY || HTTPS_PROXY);
    this.proxies = { http: HTTP_PROXY, https: HTTPS_PROXY, exceptions: NO_PROXY };
    this.rule = new NetworkRule(BUILDER_PRIVATE_NETWORKS ?? (isPrivateDomain(PU_DOMAIN) ? 'all' : ''));
  }

  /** @throws DomainError GitRepo for an address that nobody may go to; a name is looked up when it is gone to. */
  requireAllowed(url: string): void {
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !this.rule.allows(host)) throw refused();
  }

  /** The operator's proxy for an address; null where it is gone to directly, as guarded as without any. */
  proxyFor(url: string): string | null {
    return outboundProxy(url, this.proxies);
  }

  /** `dns.lookup`, of which only allowed addresses are left; fails with DomainError GitRepo when none is. */
  readonly lookup: LookupFunction = (host, options, done) => {
    resolveAll(host, { all: true }).then(
      (found) => {
        const allowed = found.filter(({ address }) => this.rule.allows(address));
        const family = allowed.filter((one) => !options.family || one.family === options.family);
        const [first] = family.length > 0 ? family : allowed;
        if (!first) done(refused(), '', 4);
        else if (options.all) done(null, family.length > 0 ? family : allowed);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 4),
    );
  };
}
