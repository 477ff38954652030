import { databaseSettings, processSettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';
import { isNetworkList } from './domain/network-rule';

/** Settings of `builder` (`docs/protocol/rest-graphql.md 9`). */
export const builderSettings = processSettings.extend({
  ...databaseSettings.shape,
  /** Folder of the mirrors. */
  PU_SAVE_REPO_PATH: z.string().default('repo_cache'),
  /** MiB that a repository may have, at its platform and on disk. */
  PU_MAX_EXTERNAL_REPO_SIZE: wholeNumber(50, { min: 1 }),
  /** Account for public repositories at GitHub, whose limit for anonymous questions is low. */
  PU_GITHUB_TOKEN_NAME: z.string().default(''),
  PU_GITHUB_TOKEN_PAT: z.string().default(''),
  /** Domain of the instance: one at `localhost` or at a private address is open to repositories in private networks. */
  PU_DOMAIN: z.string().default(''),
  /**
   * Private networks in which repositories may be: `all`, or addresses and networks (`10.1.0.0/16`) separated by commas;
   * none when empty. Behind `HTTP_PROXY` or `HTTPS_PROXY` names are the proxy's to judge.
   */
  BUILDER_PRIVATE_NETWORKS: z
    .string()
    .optional()
    .refine(isNetworkList, { message: 'must be all, or addresses and networks separated by commas' }),
  /** Synchronisations side by side in one process. */
  BUILDER_SYNC_CONCURRENCY: wholeNumber(2, { min: 1, max: 32 }),
  /** Seconds that fetching one repository may take. */
  BUILDER_FETCH_TIMEOUT: wholeNumber(300, { min: 5 }),
  /** MiB of firmware archives that are kept on disk for whoever asks again. */
  BUILDER_ARCHIVE_CACHE_SIZE: wholeNumber(512),
  /** Archives built side by side in one process. */
  BUILDER_ARCHIVE_CONCURRENCY: wholeNumber(2, { min: 1, max: 64 }),
  GIT_BINARY: z.string().default('git'),
  /** Where git and what it calls are found. */
  PATH: z.string().default('/usr/local/bin:/usr/bin:/bin'),
  HTTP_PROXY: z.string().optional(),
  HTTPS_PROXY: z.string().optional(),
  NO_PROXY: z.string().optional(),
  SSL_CERT_FILE: z.string().optional(),
});

export type BuilderSettings = z.infer<typeof builderSettings>;

/** Injection token of the settings. */
export const BUILDER_SETTINGS = Symbol('BuilderSettings');
