import { differences, merged } from '../../domain/emqx/differences';
import type { JsonObject } from '../../domain/emqx/wanted-configuration';
import { BrokerApiError, isMissing, type BrokerApi } from './broker-api';

/** What makes one part of EMQX's configuration. */
export interface EmqxSettingForm {
  /** Its path below `/api/v5`. */
  readonly path: string;
  readonly wanted: JsonObject;
  /** Where it is made when EMQX has none; absent: EMQX always has one. */
  readonly madeAt?: string;
  /** What goes back when it changes: all of it with the changes, or only what is wanted. */
  readonly update: 'whole' | 'wanted';
  /** The part without which the wrong devices are let in, or the right ones are not; absent: none. */
  readonly vital?: JsonObject;
  /** The part without which anybody may be let in; absent: none. */
  readonly admits?: JsonObject;
}

/** One part of EMQX's configuration, brought into the wanted state and no further. */
export class EmqxSetting {
  constructor(
    private readonly api: BrokerApi,
    readonly form: EmqxSettingForm,
  ) {}

  /** Answers whether anything had to be changed. */
  async ensure(): Promise<boolean> {
    let actual = await this.read();
    if (actual === null && this.form.madeAt === undefined) return false;
    if (actual === null) {
      if (await this.make()) return true;
      actual = (await this.read()) ?? {};
    }
    const { path, wanted, update } = this.form;
    if (differences(wanted, actual).length === 0) return false;
    await this.api.put(path, update === 'whole' ? merged(actual, wanted) : wanted);
    return true;
  }

  /** Reads back; answers what is not as wanted although EMQX took it. */
  async confirm(): Promise<string[]> {
    const { path, wanted } = this.form;
    const actual = await this.read();
    if (actual === null) return this.form.madeAt === undefined ? [] : [`${path}: missing`];
    return differences(wanted, actual).map((where) => `${path}: ${where}`);
  }

  /** Whether it is missing or has something else than this; nothing is changed. */
  async differs(wanted: JsonObject): Promise<boolean> {
    const actual = await this.read();
    return actual === null || differences(wanted, actual).length > 0;
  }

  /** What is not as it must be; nothing is changed. */
  async faults(): Promise<string[]> {
    const { path, vital } = this.form;
    if (!vital) return [];
    const actual = await this.read();
    if (actual === null) return [`${path}: missing`];
    return differences(vital, actual).map((where) => `${path}: ${where}`);
  }

  private async read(): Promise<JsonObject | null> {
    try {
      return (await this.api.get(this.form.path)).body as JsonObject;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** False when somebody else has made it meanwhile. */
  private async make(): Promise<boolean> {
    try {
      await this.api.post(this.form.madeAt!, this.form.wanted);
      return true;
    } catch (error) {
      const isRefused = error instanceof BrokerApiError && (error.status === 409 || error.status === 400);
      if (isRefused && (await this.read()) !== null) return false;
      throw error;
    }
  }
}
