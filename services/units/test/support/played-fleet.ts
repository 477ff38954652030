import { randomUUID } from 'node:crypto';
import { Controller, Module } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  describeRepos,
  DomainError,
  eventType,
  getNodeValues,
  getUserStandings,
  kickDevices,
  listDeviceSessions,
  listFailedPipelines,
  noAccess,
  publishToDevice,
  readMirrorFiles,
  resolveVersion,
  setNodeValue,
  setPipelineActive,
  unitAccessChanged,
  unitCreated,
  unitDeleted,
  unitLogsReplaced,
  unitNodeAccessChanged,
  unitNodeCreated,
  unitNodeDeleted,
  unitPermissionCreated,
  unitPermissionDeleted,
  unitUpdated,
  unitUpdateFinished,
  unitUpdateRequested,
  type Envelope,
  type EventData,
  type EventDefinition,
  type NodeValue,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { OnEvent, RpcHandler, type Call } from '@unitfleet/messaging';

export type PlayedRepo = OperationResponse<typeof describeRepos>['repos'][number];

export interface PlayedCommit {
  readonly commit: string;
  readonly tag: string | null;
  readonly files: Record<string, string>;
}

export interface Published {
  readonly topic: string;
  readonly payload: string;
}

/** The other services, as far as `units` knows them. */
export class FleetState {
  readonly repos = new Map<string, PlayedRepo>();
  /** Commits of the one branch `main`, newest first, by registry. */
  readonly mirrors = new Map<string, PlayedCommit[]>();
  readonly values = new Map<string, NodeValue>();
  /** Users that exist. */
  readonly users = new Set<string>();
  /** Questions about values of nodes, by how many nodes each was. */
  readonly valueQuestions: number[] = [];
  /** Held up until it resolves: what `registry` answers about these Repos. */
  beforeRepos: (uuids: readonly string[]) => Promise<void> = () => Promise.resolve();
  readonly published: Published[] = [];
  readonly kicked: string[] = [];
  /** Unit and topic of those that were kicked for hearing it. */
  readonly kickedHearers: (readonly [string, string])[] = [];
  kicksRefused = 0;
  /** What the broker answers about who is there. */
  listSessions: () => Promise<OperationResponse<typeof listDeviceSessions>> = () =>
    Promise.reject(new DomainError('Unavailable', 'the broker does not tell'));
  readonly events: Envelope[] = [];
  /** Users to whom private Repos are hidden are all but their creators. */
  isBrokerAway = false;
  isDatapipeAway = false;

  readonly eventsOf = <Definition extends EventDefinition>(
    event: Definition,
    subject?: string,
  ): Envelope<EventData<Definition>>[] =>
    this.events.filter(
      (envelope) => envelope.type === eventType(event) && (!subject || envelope.subject === subject),
    ) as Envelope<EventData<Definition>>[];

  addRepo(change: Partial<PlayedRepo> = {}): PlayedRepo {
    const repo: PlayedRepo = {
      uuid: randomUUID(),
      visibilityLevel: 'Public',
      name: 'repo',
      createDatetime: new Date(),
      defaultBranch: 'main',
      isAutoUpdateRepo: true,
      defaultCommit: null,
      isOnlyTagUpdate: true,
      isCompilableRepo: false,
      lastUpdateDatetime: new Date(),
      creatorUuid: randomUUID(),
      repositoryRegistryUuid: randomUUID(),
      releasesData: null,
      ...change,
    };
    this.repos.set(repo.uuid, repo);
    this.mirrors.set(repo.repositoryRegistryUuid, []);
    return repo;
  }

  /** What a `git push` and its synchronisation bring. */
  push(repo: PlayedRepo, files: Record<string, string>, tag: string | null = null): string {
    const commit = randomUUID().replaceAll('-', '').padEnd(40, '0');
    this.mirrors.get(repo.repositoryRegistryUuid)?.unshift({ commit, tag, files });
    return commit;
  }
}

export const fleet = new FleetState();

@Controller()
class PlayedServices {
  @RpcHandler(getUserStandings)
  getStandings(@Payload() { uuids }: OperationInput<typeof getUserStandings>) {
    return {
      users: uuids.filter((uuid) => fleet.users.has(uuid)).map((uuid) => ({ uuid, isBlocked: false })),
    };
  }

  @RpcHandler(describeRepos)
  async describeRepos(@Payload() { uuids }: OperationInput<typeof describeRepos>, @Ctx() { actor }: Call) {
    const repos = uuids.flatMap((uuid) => fleet.repos.get(uuid) ?? []);
    const isHidden = (repo: PlayedRepo) =>
      repo.visibilityLevel === 'Private' &&
      actor.kind !== 'Backend' &&
      !(actor.kind === 'User' && actor.uuid === repo.creatorUuid);
    if (repos.some(isHidden)) throw noAccess('the Repo is hidden');
    const answer = { repos: repos.map((repo) => ({ ...repo })) };
    await fleet.beforeRepos(uuids);
    return answer;
  }

  @RpcHandler(resolveVersion)
  resolveVersion(@Payload() request: OperationInput<typeof resolveVersion>) {
    const { registryUuid, branch, select, requireTag } = request;
    const commits = branch === 'main' ? (fleet.mirrors.get(registryUuid) ?? []) : [];
    const suits = (commit: PlayedCommit) => {
      if (typeof select === 'object') return commit.commit === select.commit;
      return select === 'newest' || commit.tag !== null;
    };
    const found = commits.find(suits);
    if (!found || (requireTag && found.tag === null)) throw new DomainError('GitRepo', 'nothing suits');
    return { commit: found.commit, tag: found.tag };
  }

  @RpcHandler(readMirrorFiles)
  readFiles(@Payload() request: OperationInput<typeof readMirrorFiles>) {
    const commits = fleet.mirrors.get(request.registryUuid) ?? [];
    const files = commits.find(({ commit }) => commit === request.commit)?.files ?? {};
    return { files: Object.fromEntries(request.paths.map((path) => [path, files[path] ?? null])) };
  }

  @RpcHandler(getNodeValues)
  getValues(@Payload() { nodeUuids }: OperationInput<typeof getNodeValues>) {
    if (fleet.isDatapipeAway) throw new DomainError('Unavailable', 'datapipe does not answer');
    fleet.valueQuestions.push(nodeUuids.length);
    return { values: nodeUuids.flatMap((uuid) => fleet.values.get(uuid) ?? []) };
  }

  @RpcHandler(listFailedPipelines)
  listFailed(@Payload() { after, limit }: OperationInput<typeof listFailedPipelines>) {
    if (fleet.isDatapipeAway) throw new DomainError('Unavailable', 'datapipe does not answer');
    const failed = [...fleet.values.values()].filter(({ dataPipeStatus }) => dataPipeStatus === 'Error');
    const uuids = failed.map(({ nodeUuid }) => nodeUuid).filter((uuid) => !after || uuid > after);
    return { nodeUuids: uuids.sort().slice(0, limit) };
  }

  @RpcHandler(setNodeValue)
  setValue(@Payload() { nodeUuid, state }: OperationInput<typeof setNodeValue>) {
    this.change(nodeUuid, { state, lastUpdateDatetime: new Date() });
    return null;
  }

  @RpcHandler(setPipelineActive)
  setActive(@Payload() { nodeUuid, isActive }: OperationInput<typeof setPipelineActive>) {
    this.change(nodeUuid, { isDataPipeActive: isActive, dataPipeStatus: isActive ? 'Active' : 'Inactive' });
    return null;
  }

  @RpcHandler(publishToDevice)
  publish(@Payload() { topic, payload }: OperationInput<typeof publishToDevice>) {
    if (fleet.isBrokerAway) throw new DomainError('Mqtt', 'the broker is away');
    fleet.published.push({ topic, payload: new TextDecoder().decode(payload) });
    return null;
  }

  @RpcHandler(kickDevices)
  kick(@Payload() { unitUuids, hearing = [] }: OperationInput<typeof kickDevices>) {
    if (fleet.isBrokerAway) {
      fleet.kicksRefused += 1;
      throw new DomainError('Mqtt', 'the broker is away');
    }
    fleet.kicked.push(...unitUuids);
    for (const topic of hearing) for (const uuid of unitUuids) fleet.kickedHearers.push([uuid, topic]);
    return null;
  }

  @RpcHandler(listDeviceSessions)
  listSessions() {
    return fleet.listSessions();
  }

  @OnEvent(unitCreated)
  unitCreated(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitUpdated)
  unitUpdated(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitDeleted)
  unitDeleted(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitNodeCreated)
  nodeCreated(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitNodeDeleted)
  nodeDeleted(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitAccessChanged)
  accessChanged(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitNodeAccessChanged)
  nodeAccessChanged(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitUpdateRequested)
  updateRequested(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitUpdateFinished)
  updateFinished(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitPermissionCreated)
  permissionCreated(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitPermissionDeleted)
  permissionDeleted(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  @OnEvent(unitLogsReplaced)
  logsReplaced(@Payload() event: Envelope) {
    fleet.events.push(event);
  }

  private change(nodeUuid: string, change: Partial<NodeValue>): void {
    const known: NodeValue = fleet.values.get(nodeUuid) ?? {
      nodeUuid,
      state: null,
      lastUpdateDatetime: null,
      isDataPipeActive: false,
      dataPipeYml: null,
      dataPipeStatus: 'Inactive',
      dataPipeError: null,
    };
    fleet.values.set(nodeUuid, { ...known, ...change });
  }
}

@Module({ controllers: [PlayedServices] })
export class PlayedFleetModule {}
