import { databaseSettings, processSettings, wholeNumber } from '@unitfleet/config';
import { z } from 'zod';

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
  /** Synchronisations side by side in one process. */
  BUILDER_SYNC_CONCURRENCY: wholeNumber(2, { min: 1, max: 32 }),
  /** Seconds that fetching one repository may take. */
  BUILDER_FETCH_TIMEOUT: wholeNumber(300, { min: 5 }),
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
