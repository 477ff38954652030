import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  checkRepositoryCredentials,
  DomainError,
  eventSubject,
  findCommitTags,
  getRegistrySource,
  listMirrorBranches,
  listMirrorCommits,
  mirrorFailed,
  mirrorSynced,
  PLATFORM,
  repositoryRegistrySyncRequested,
  resolveVersion,
  type Envelope,
  type EventData,
  type EventDefinition,
  type OperationInput,
} from '@unitfleet/contracts';
import {
  encodeMessage,
  EventPublisher,
  OnEvent,
  RpcClient,
  RpcHandler,
  wrapEvent,
} from '@unitfleet/messaging';

type Request = EventData<typeof repositoryRegistrySyncRequested>;

export const TAGGED = 'a'.repeat(40);
export const NEWEST = 'b'.repeat(40);

/** `builder` as far as `registry` knows it: what a synchronisation finds, is said by the test. */
@Controller()
export class BuilderPart {
  /** Requests in the order of their coming. */
  static requests: Request[] = [];
  /** Told the URL; answers releases, or the error; null: no answer at all. */
  static outcome: (url: string) => { releasesData: string | null } | { error: string } | null = () => ({
    releasesData: null,
  });
  /** Mirrors that are not there. */
  static readonly missing = new Set<string>();
  static validToken = 'valid-token';
  private static versions = new Map<string, number>();

  constructor(
    private readonly rpc: RpcClient,
    private readonly publisher: EventPublisher,
  ) {}

  @OnEvent(repositoryRegistrySyncRequested, { concurrency: 8 })
  async syncRequested(@Payload() { data }: Envelope<Request>): Promise<void> {
    BuilderPart.requests.push(data);
    const registryUuid = data.uuid;
    const reported = { registryUuid, requestId: data.requestId };
    const source = await this.rpc
      .call(getRegistrySource, { uuid: registryUuid, onBehalfOf: data.onBehalfOf }, PLATFORM)
      .catch((error: DomainError) => error);
    if (source instanceof DomainError)
      return this.report(mirrorFailed, { ...reported, error: source.message });
    const outcome = BuilderPart.outcome(source.repositoryUrl);
    if (!outcome) return;
    if ('error' in outcome) return this.report(mirrorFailed, { ...reported, ...outcome });
    return this.report(mirrorSynced, { ...reported, sizeBytes: 4_096, ...outcome });
  }

  @RpcHandler(listMirrorBranches)
  branches(@Payload() { registryUuids }: OperationInput<typeof listMirrorBranches>) {
    return {
      mirrors: registryUuids.map((registryUuid) => ({
        registryUuid,
        branches: BuilderPart.missing.has(registryUuid) ? [] : ['dev', 'main'],
      })),
    };
  }

  @RpcHandler(listMirrorCommits)
  commits(@Payload() { offset, limit }: OperationInput<typeof listMirrorCommits>) {
    return { commits: [{ commit: NEWEST, summary: `${offset}/${limit}`, tag: null }] };
  }

  @RpcHandler(resolveVersion)
  version(@Payload() { select, requireTag }: OperationInput<typeof resolveVersion>) {
    const commit = typeof select === 'object' ? select.commit : select === 'newest' ? NEWEST : TAGGED;
    if (![NEWEST, TAGGED].includes(commit) || (requireTag && commit !== TAGGED))
      throw new DomainError('GitRepo', 'no such version');
    return { commit, tag: commit === TAGGED ? 'v1' : null };
  }

  @RpcHandler(findCommitTags)
  tags(@Payload() { commits }: OperationInput<typeof findCommitTags>) {
    return { tags: Object.fromEntries(commits.map((commit) => [commit, commit === TAGGED ? 'v1' : null])) };
  }

  @RpcHandler(checkRepositoryCredentials)
  check(@Payload() { credentials }: OperationInput<typeof checkRepositoryCredentials>) {
    return { isValid: credentials.patToken === BuilderPart.validToken };
  }

  private async report(
    event: EventDefinition,
    data: { registryUuid: string } & Record<string, unknown>,
  ): Promise<void> {
    const version = (BuilderPart.versions.get(data.registryUuid) ?? 0) + 1;
    BuilderPart.versions.set(data.registryUuid, version);
    const envelope = wrapEvent(event, { uuid: data.registryUuid, version }, data);
    await this.publisher.publish({
      id: envelope.id,
      subject: eventSubject(event),
      payload: encodeMessage(envelope),
      headers: {},
    });
  }
}

@Module({ controllers: [BuilderPart] })
export class BuilderPartModule {}
