import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Credentials, type GitPlatform } from '@unitfleet/contracts';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { platformAddress, type PlatformAddress } from '../../domain/platform-address';
import type { Release } from '../../domain/releases';
import { BUILDER_SETTINGS, type BuilderSettings } from '../../settings';
import { askJson, type ApiAnswer } from './ask-json';
import { HTTP_DISPATCHER } from './http-dispatcher';
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

const PAGE = 100;
const MAX_PAGES = 200;
const KIB = 1_024;

const projectSchema = z.object({
  id: z.number(),
  size: z.number().optional(),
  statistics: z.object({ repository_size: z.number() }).optional(),
});

/** The APIs of GitLab and GitHub (`docs/protocol/device.md 5.4`). */
@Injectable()
export class PlatformClient {
  constructor(
    @Inject(HTTP_DISPATCHER) private readonly dispatcher: Dispatcher,
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
  ) {}

  /**
   * Null for a plain Git host, which has no such API.
   *
   * @throws DomainError GitPlatformClient when the platform refuses.
   */
  async project(source: PlatformSource): Promise<PlatformProject | null> {
    const { project, headers } = this.address(source);
    const query = source.platform === 'Gitlab' ? '?statistics=true' : '';
    const answer = await askJson(this.dispatcher, `${project}${query}`, headers);
    if (answer.kind === 'silent') return null;
    const { size, statistics } = readAnswer(answer, projectSchema);
    return { sizeBytes: statistics?.repository_size ?? (size ?? 0) * KIB };
  }

  /** All releases, newest first, over all pages (10B.31). */
  async releases(source: PlatformSource): Promise<Release[]> {
    const { project, headers } = this.address(source);
    const schema = source.platform === 'Gitlab' ? gitlabReleases : githubReleases;
    const releases: Release[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const url = `${project}/releases?per_page=${PAGE}&page=${page}`;
      const answer = await askJson(this.dispatcher, url, headers);
      const found = readAnswer(answer, schema);
      releases.push(...found);
      // GitHub says whether there is more; a short page says so for both.
      if (found.length < PAGE && !(answer.kind === 'answer' && answer.next)) break;
    }
    return releases;
  }

  /** Whether the platform shows the repository to these credentials; null for a plain Git host. */
  async accepts(source: PlatformSource): Promise<boolean | null> {
    const { project, headers } = this.address(source);
    const answer = await askJson(this.dispatcher, project, headers);
    if (answer.kind === 'silent') return null;
    return answer.status === 200 && projectSchema.safeParse(answer.body).success;
  }

  private address({ platform, repositoryUrl, credentials }: PlatformSource): PlatformAddress {
    const { PU_GITHUB_TOKEN_NAME: username, PU_GITHUB_TOKEN_PAT: patToken } = this.settings;
    const isPublicGithub = new URL(repositoryUrl).hostname === 'github.com' && platform === 'Github';
    const instance = isPublicGithub && username && patToken ? { username, patToken } : null;
    return platformAddress(platform, repositoryUrl, credentials ?? instance);
  }
}

const readAnswer = <Schema extends z.ZodType>(answer: ApiAnswer, schema: Schema): z.infer<Schema> => {
  if (answer.kind === 'silent') throw new DomainError('GitPlatformClient', 'the platform does not answer');
  if (answer.status !== 200)
    throw new DomainError('GitPlatformClient', `the platform answers with status ${answer.status}`);
  const result = schema.safeParse(answer.body);
  if (!result.success)
    throw new DomainError('GitPlatformClient', 'the platform answers something unknown', {
      cause: result.error,
    });
  return result.data;
};
