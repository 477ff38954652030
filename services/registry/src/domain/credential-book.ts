import {
  CREDENTIAL_STATUSES,
  type Credentials,
  type CredentialStatus,
  DomainError,
} from '@unitfleet/contracts';
import { z } from 'zod';

const bookSchema = z.record(
  z.string(),
  z.object({
    credentials: z.object({ username: z.string(), pat_token: z.string() }),
    status: z.enum(CREDENTIAL_STATUSES),
  }),
);

export interface CredentialEntry {
  readonly credentials: Credentials;
  readonly status: CredentialStatus;
}

/** Credentials of a private registry by user uuid (`docs/protocol/rest-graphql.md 4.4`); everybody sees the own entry only. */
export class CredentialBook {
  private constructor(private readonly entries: ReadonlyMap<string, CredentialEntry>) {}

  static readonly EMPTY = new CredentialBook(new Map());

  /** Reads the stored form. */
  static parse(json: string): CredentialBook {
    const entries = Object.entries(bookSchema.parse(JSON.parse(json))).map(
      ([uuid, { credentials, status }]) =>
        [
          uuid,
          { credentials: { username: credentials.username, patToken: credentials.pat_token }, status },
        ] as const,
    );
    return new CredentialBook(new Map(entries));
  }

  toJson(): string {
    const entries = [...this.entries].map(([uuid, { credentials, status }]) => [
      uuid,
      { credentials: { username: credentials.username, pat_token: credentials.patToken }, status },
    ]);
    return JSON.stringify(Object.fromEntries(entries));
  }

  of(userUuid: string): CredentialEntry | null {
    return this.entries.get(userUuid) ?? null;
  }

  with(userUuid: string, entry: CredentialEntry): CredentialBook {
    return new CredentialBook(new Map(this.entries).set(userUuid, entry));
  }

  /**
   * What a synchronisation uses: on behalf of a user that user's own entry, which must be valid; for the platform
   * itself the first valid one.
   *
   * @throws DomainError RepositoryRegistry when there is none.
   */
  forSync(onBehalfOf: string | null): Credentials {
    const entry =
      onBehalfOf === null
        ? [...this.entries.values()].find(({ status }) => status === 'Valid')
        : this.entries.get(onBehalfOf);
    if (entry?.status === 'Valid') return entry.credentials;
    const reason = entry?.status === 'NotVerified' ? 'have not been verified' : 'are not valid';
    throw new DomainError(
      'RepositoryRegistry',
      entry
        ? `the credentials of the repository ${reason}`
        : 'there are no valid credentials of the repository',
    );
  }
}
