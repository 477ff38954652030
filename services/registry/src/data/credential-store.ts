import { Injectable } from '@nestjs/common';
import { AesGcmText } from '@unitfleet/security';
import { CredentialBook } from '../domain/credential-book';
import type { RepositoryRegistryEntity } from './repository-registry.entity';

/** Reads and writes the encrypted credentials of a registry's row. */
@Injectable()
export class CredentialStore {
  constructor(private readonly cipher: AesGcmText) {}

  read(registry: RepositoryRegistryEntity): CredentialBook {
    if (!registry.cipherCredentials) return CredentialBook.EMPTY;
    return CredentialBook.parse(this.cipher.decode(registry.cipherCredentials));
  }

  write(registry: RepositoryRegistryEntity, book: CredentialBook): void {
    registry.cipherCredentials = this.cipher.encode(book.toJson());
  }
}
