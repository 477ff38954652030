import {
  LISTENER_TYPES,
  WANTED_AUTHORIZATION,
  WANTED_RETAINER,
  wantedAuthenticator,
  wantedListener,
  wantedSource,
  wantedZone,
  type DeviceLimits,
  type JsonObject,
  type ListenerType,
} from '../../domain/emqx/wanted-configuration';
import type { BrokerAlarm, BrokerCheck, BrokerRuleView, Provisioning, ProvisioningScope } from './broker';
import { isMissing, type BrokerApi } from './broker-api';
import { EmqxSetting } from './emqx-setting';
import { RestBroker } from './rest-broker';

const AUTHENTICATOR = 'password_based:http';
const SOURCE = 'http';

/** What an instance wants of its EMQX. */
export interface EmqxWishes {
  /** Where EMQX reaches auth-hook: `http://auth-hook:8080/mqtt`. */
  readonly hookUrl: string;
  /** Listeners `<type>:default` that devices may use; the others are stopped. */
  readonly listeners: readonly ListenerType[];
  readonly limits: DeviceLimits;
}

const only = (all: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.map((key) => [key, all[key] ?? null]));

/** EMQX 5.8, set up by REST (`docs/protocol/device.md 1.4` with `docs/protocol/decisions.md`, Devices). */
export class EmqxBroker extends RestBroker {
  private readonly access: readonly EmqxSetting[];
  private readonly limits: readonly EmqxSetting[];
  private readonly doors: readonly EmqxSetting[];

  constructor(
    api: BrokerApi,
    private readonly wishes: EmqxWishes,
  ) {
    super(api);
    const { hookUrl, listeners, limits } = wishes;
    const [authenticator, source] = [wantedAuthenticator(hookUrl), wantedSource(hookUrl)];
    this.access = [
      // First: from here on whoever gets no answer is refused.
      new EmqxSetting(api, {
        path: 'authorization/settings',
        wanted: WANTED_AUTHORIZATION,
        update: 'whole',
        vital: only(WANTED_AUTHORIZATION, 'no_match', 'deny_action'),
        admits: only(WANTED_AUTHORIZATION, 'no_match'),
      }),
      new EmqxSetting(api, {
        path: `authentication/${AUTHENTICATOR}`,
        madeAt: 'authentication',
        wanted: authenticator,
        update: 'wanted',
        vital: only(authenticator, 'enable', 'url', 'body'),
        admits: only(authenticator, 'enable'),
      }),
      new EmqxSetting(api, {
        path: `authorization/sources/${SOURCE}`,
        madeAt: 'authorization/sources',
        wanted: source,
        update: 'wanted',
        vital: only(source, 'enable', 'url', 'body'),
      }),
    ];
    this.limits = [
      new EmqxSetting(api, { path: 'configs/global_zone', wanted: wantedZone(limits), update: 'whole' }),
      new EmqxSetting(api, { path: 'mqtt/retainer', wanted: WANTED_RETAINER, update: 'whole' }),
    ];
    this.doors = listeners.map((type) => {
      const wanted = wantedListener(type, limits);
      const vital = only(wanted, 'enable', 'enable_authn');
      return new EmqxSetting(api, { path: `listeners/${type}:default`, wanted, update: 'wanted', vital });
    });
  }

  async alarms(): Promise<BrokerAlarm[]> {
    const alarms: BrokerAlarm[] = [];
    for await (const { name, node, message, activate_at } of this.pages('alarms', { activated: 'true' })) {
      const since = new Date(String(activate_at));
      alarms.push({
        name: String(name),
        node: String(node ?? ''),
        message: String(message ?? ''),
        since: Number.isNaN(since.getTime()) ? null : since,
      });
    }
    return alarms;
  }

  async rules(): Promise<BrokerRuleView[]> {
    const rules: BrokerRuleView[] = [];
    for await (const { id, name, enable, sql } of this.pages('rules', {}))
      rules.push({
        id: String(id),
        name: String(name ?? ''),
        isEnabled: enable !== false,
        sql: String(sql ?? ''),
      });
    return rules;
  }

  async provision({ lettingDevicesIn }: ProvisioningScope): Promise<Provisioning> {
    const changed: string[] = [];
    const settings = [...this.access, ...this.limits, ...(lettingDevicesIn ? this.doors : [])];
    const ensure = async (several: readonly EmqxSetting[]) => {
      for (const setting of several) if (await setting.ensure()) changed.push(setting.form.path);
    };
    const stop = async (types: readonly ListenerType[]) => {
      for (const id of await this.opened(types)) {
        await this.api.post(`listeners/${id}/stop`);
        changed.push(`listeners/${id}/stop`);
      }
    };
    // Whoever came in while nobody decided goes with the listener: EMQX asks when somebody connects or subscribes, not later.
    if (await this.isOpenToAll()) await stop(LISTENER_TYPES);
    await ensure(this.access);
    for (const path of await this.strangers()) if (await this.remove(path)) changed.push(path);
    // What others have decided until now is not to be remembered.
    if (changed.length > 0) await this.api.delete('authorization/cache');
    await ensure(this.limits);
    await stop(LISTENER_TYPES.filter((type) => !this.wishes.listeners.includes(type)));
    // Last: devices are let in when everything stands, also if EMQX was restarted meanwhile.
    if (lettingDevicesIn) {
      const { faults } = await this.check({ lettingDevicesIn: false });
      if (faults.length > 0)
        throw new Error(`EMQX has lost its settings while it was set up (${faults.join('; ')})`);
      await ensure(this.doors);
    }
    const differing: string[] = [];
    for (const setting of settings) differing.push(...(await setting.confirm()));
    return { changed, differing };
  }

  async check({ lettingDevicesIn }: ProvisioningScope): Promise<BrokerCheck> {
    const settings = [...this.access, ...(lettingDevicesIn ? this.doors : [])];
    const found = await Promise.all(settings.map((setting) => setting.faults()));
    const strangers = (await this.strangers()).map((path) => `${path}: not ours`);
    return { faults: [...found.flat(), ...strangers], unreached: await this.unreached() };
  }

  /**
   * Authenticators and sources that are not ours. The default file source allows 127.0.0.1 everything, an authenticator that knows
   * passwords refuses devices, which have none: each would answer in the place of auth-hook.
   */
  private async strangers(): Promise<string[]> {
    const [authentication, authorization] = await Promise.all([
      this.api.get('authentication'),
      this.api.get('authorization/sources'),
    ]);
    const authenticators = authentication.body as { id: string }[];
    const { sources } = authorization.body as { sources: { type: string }[] };
    return [
      ...authenticators.filter(({ id }) => id !== AUTHENTICATOR).map(({ id }) => `authentication/${id}`),
      ...sources.filter(({ type }) => type !== SOURCE).map(({ type }) => `authorization/sources/${type}`),
    ];
  }

  /** False when it has gone meanwhile. */
  private async remove(path: string): Promise<boolean> {
    try {
      await this.api.delete(path);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** Whether devices are let in, or let to topics, by others than auth-hook. */
  private async isOpenToAll(): Promise<boolean> {
    if ((await this.strangers()).length > 0) return true;
    const decisive = this.access.filter(({ form }) => form.admits);
    const found = await Promise.all(decisive.map((setting) => setting.differs(setting.form.admits!)));
    return found.includes(true);
  }

  /** EMQX's own listeners of these types that are open. Listeners of other names are the operator's. */
  private async opened(types: readonly ListenerType[]): Promise<string[]> {
    const ids = types.map((type) => `${type}:default`);
    const listeners = (await this.api.get('listeners')).body as { id: string; enable: boolean }[];
    return listeners.filter(({ id, enable }) => enable && ids.includes(id)).map(({ id }) => id);
  }

  private async unreached(): Promise<string[]> {
    const paths = [`authentication/${AUTHENTICATOR}/status`, `authorization/sources/${SOURCE}/status`];
    const answers = paths.map(async (path) => {
      try {
        const { status } = (await this.api.get(path)).body as { status?: string };
        return status === 'connected' ? [] : [`${path}: ${status}`];
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    });
    return (await Promise.all(answers)).flat();
  }
}
