import { Inject, Injectable } from '@nestjs/common';
import { DomainError, isDomainError, type Credentials, type GitPlatform } from '@unitfleet/contracts';
import { z } from 'zod';
import { isPublicGithub, platformAddress, type PlatformAddress } from '../../domain/platform-address';
import type { Release } from '../../domain/releases';
import { BUILDER_SETTINGS, type BuilderSettings } from '../../settings';
import type { ApiAnswer } from './ask-json';
import { PlatformApi } from './platform-api';
import { explainRefusal, hasMore, readAnswer } from './read-answer';
import { githubReleases, gitlabReleases } from './release-pages';

/** A repository at its platform. */
export interface PlatformSource {
  readonly platform: GitPlatform;
  readonly repositoryUrl: string;
  readonly credentials: Credentials | null;
}

/** What a platform tells of a project. */
export interface PlatformProject {
  /** Bytes; 0 when the platform does not say. */
  readonly sizeBytes: number;
}

/** Addresses of pages with what the platform called their state. */
export type PageMarks = readonly (readonly [url: string, mark: string])[];

/** What is known of a repository's releases from before. */
export interface KnownReleases {
  readonly marks: PageMarks | null;
  /** The platform has told of releases: no answer is a failure, not a plain Git host. */
  readonly exist: boolean;
}

/** All releases, newest first, with the marks of their pages; null marks when the platform gives none. */
export interface ReleaseList {
  readonly releases: readonly Release[];
  readonly marks: PageMarks | null;
}

type Answer = Extract<ApiAnswer, { kind: 'answer' }>;

const PAGE = 100;
const MAX_PAGES = 100;
const KIB = 1_024;
const OK = 200;
const NOT_MODIFIED = 304;
const SERVER_ERROR = 500;

const projectSchema = z.object({
  id: z.number(),
  size: z.number().nullish(),
  statistics: z.object({ repository_size: z.number() }).nullish(),
});

/** The APIs of GitLab and GitHub (`docs/protocol/device.md 5.4`). */
@Injectable()
export class PlatformClient {
  constructor(
    private readonly api: PlatformApi,
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
  ) {}

  /**
   * Null for a plain Git host, which has no such API.
   *
   * @throws DomainError GitPlatformClient when the platform refuses.
   */
  async project(source: PlatformSource): Promise<PlatformProject | null> {
    const address = this.address(source);
    const found = await this.first(address, source.platform === 'Gitlab' ? '?statistics=true' : '');
    if (found === null) return notAnApi(address.isKnown);
    const { size, statistics } = readAnswer(found.answer, projectSchema);
    return { sizeBytes: statistics?.repository_size ?? (size ?? 0) * KIB };
  }

  /**
   * All releases over all pages (10B.31); `unchanged` when the platform says so of every page that is known; null for
   * a plain Git host.
   *
   * @throws DomainError GitPlatformClient when the platform refuses, or says nothing where there were releases.
   */
  async releases(source: PlatformSource, known: KnownReleases): Promise<ReleaseList | 'unchanged' | null> {
    const address = this.address(source);
    if (known.marks?.length && (await this.isUnchanged(address, known.marks))) return 'unchanged';
    const schema = source.platform === 'Gitlab' ? gitlabReleases : githubReleases;
    const found = await this.first(address, `/releases?per_page=${PAGE}&page=1`);
    if (found === null) return notAnApi(address.isKnown || known.exist);
    const releases: Release[] = [];
    const marks: [string, string][] = [];
    let { answer, url } = found;
    for (let page = 1; ; page += 1) {
      const listed = readAnswer(answer, schema);
      releases.push(...listed);
      marks.push([url, String(answer.headers.etag ?? '')]);
      if (page === MAX_PAGES || !hasMore(answer, listed.length === PAGE)) break;
      url = `${found.project}/releases?per_page=${PAGE}&page=${page + 1}`;
      const next = await this.api.ask(url, address.headers);
      if (next.kind === 'silent') throw new DomainError('GitPlatformClient', 'the platform does not answer');
      answer = next;
    }
    return { releases, marks: marks.every(([, mark]) => mark !== '') ? marks : null };
  }

  /** Whether the platform shows the repository to these credentials; null for whoever does not tell. */
  async accepts(source: PlatformSource): Promise<boolean | null> {
    try {
      const found = await this.first(this.address(source), '');
      if (found === null || found.answer.status >= SERVER_ERROR) return null;
      return found.answer.status === OK && projectSchema.safeParse(found.answer.body).success;
    } catch (error) {
      // One that answers no more questions for now says nothing of the credentials.
      if (isDomainError(error) && error.errorCode === 'GitPlatformClient') return null;
      throw error;
    }
  }

  /** The first address that knows the project; else what an API says instead of it; null when there is none. */
  private async first(
    { projects, headers }: PlatformAddress,
    path: string,
  ): Promise<{ answer: Answer; project: string; url: string } | null> {
    let refusal: { answer: Answer; project: string; url: string } | null = null;
    for (const project of projects) {
      const url = `${project}${path}`;
      const answer = await this.api.ask(url, headers);
      if (answer.kind === 'silent') continue;
      if (answer.status === OK) return { answer, project, url };
      refusal ??= { answer, project, url };
    }
    return refusal;
  }

  /** Known pages are asked for as they were; a token may have been replaced, but the address has not. */
  private async isUnchanged({ headers }: PlatformAddress, marks: PageMarks): Promise<boolean> {
    for (const [url, mark] of marks) {
      const answer = await this.api.ask(url, { ...headers, 'if-none-match': mark });
      if (answer.kind === 'silent' || answer.status !== NOT_MODIFIED) return false;
    }
    return true;
  }

  private address({ platform, repositoryUrl, credentials }: PlatformSource): PlatformAddress {
    const { PU_GITHUB_TOKEN_NAME: username, PU_GITHUB_TOKEN_PAT: patToken } = this.settings;
    const isOurs = platform === 'Github' && isPublicGithub(repositoryUrl) && username && patToken;
    return platformAddress(platform, repositoryUrl, credentials ?? (isOurs ? { username, patToken } : null));
  }
}

const notAnApi = (isExpected: boolean): null => {
  if (isExpected) throw explainRefusal(null);
  return null;
};
