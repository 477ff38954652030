import { Inject, Injectable } from '@nestjs/common';
import { AesGcmText, randomKeyBase64, signUnitToken, tokenKey, type TokenKey } from '@unitfleet/security';
import {
  formatStoredEnv,
  generatedEnv,
  keysOf,
  parseStoredEnv,
  type GeneratedEnv,
  type StoredEnv,
} from '@unitfleet/unit-files';
import { SETTINGS, type UnitsSettings } from '../../settings';

/** Encrypts and decrypts what is kept for a Unit, and generates its variables. */
@Injectable()
export class EnvVault {
  private readonly cipher: AesGcmText;
  private readonly key: TokenKey;

  constructor(@Inject(SETTINGS) private readonly settings: UnitsSettings) {
    this.cipher = new AesGcmText(settings.PU_ENCRYPT_KEY, settings.PU_MAX_CIPHER_LENGTH);
    this.key = tokenKey(settings.PU_SECRET_KEY);
  }

  open(cipherEnv: string | null): StoredEnv | null {
    return cipherEnv === null ? null : parseStoredEnv(this.cipher.decode(cipherEnv));
  }

  /** Throws Cipher (422 code 12) for an env that is too long. */
  seal(stored: StoredEnv): string {
    return this.cipher.encode(formatStoredEnv(stored));
  }

  /** An env that nobody has saved: the Unit's keys are made here, once (`docs/protocol/device.md`, oddity B4). */
  sealFresh(): string {
    return this.seal({ keys: keysOf(null, randomKeyBase64), overrides: {}, variables: null });
  }

  generate(unitUuid: string, stored: StoredEnv | null): GeneratedEnv {
    const token = signUnitToken(unitUuid, this.key);
    return generatedEnv(this.settings, { token, ...keysOf(stored, randomKeyBase64) });
  }

  encodeText(text: string): string {
    return this.cipher.encode(text);
  }

  decodeText(encoded: string): string {
    return this.cipher.decode(encoded);
  }
}
