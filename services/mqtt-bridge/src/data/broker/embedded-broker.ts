import type { BrokerAlarm, BrokerCheck, BrokerRuleView, Provisioning } from './broker';
import { RestBroker } from './rest-broker';

/** The broker of the local run (`docs/adr/0005-embedded-broker.md`): it is started with all its settings. */
export class EmbeddedBroker extends RestBroker {
  protected override readonly namingUsers = { with: 'username' };

  async alarms(): Promise<BrokerAlarm[]> {
    return [];
  }

  async rules(): Promise<BrokerRuleView[]> {
    return [];
  }

  async provision(): Promise<Provisioning> {
    return { changed: [], differing: [] };
  }

  async check(): Promise<BrokerCheck> {
    return { faults: [], unreached: [] };
  }
}
