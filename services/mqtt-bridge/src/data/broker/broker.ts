import type { Json } from '../../domain/emqx/wanted-configuration';

/** A client as the broker lists it; also one that is away and has a session. */
export interface BrokerClientView {
  readonly clientId: string;
  /** Empty when the broker does not tell. */
  readonly username: string;
  readonly isConnected: boolean;
}

/** Which clients; at most one condition. */
export interface BrokerClientQuery {
  readonly offset: number;
  readonly limit: number;
  readonly username?: string;
  readonly address?: string;
  /** Stands somewhere in the client id. */
  readonly clientIdPart?: string;
}

/** A client with what the broker counts of it. */
export interface BrokerClientDetails extends BrokerClientView {
  readonly address: string | null;
  readonly protocol: string | null;
  readonly connectedAt: Date | null;
  readonly isCleanSession: boolean;
  readonly subscriptions: number;
  readonly receivedMessages: number;
  readonly sentMessages: number;
  readonly queuedMessages: number;
}

/** A part of a list. */
export interface BrokerClientPage {
  /** Of the whole list. */
  readonly count: number;
  readonly clients: readonly BrokerClientDetails[];
}

/** Something that the broker complains of. */
export interface BrokerAlarm {
  readonly name: string;
  readonly node: string;
  readonly message: string;
  /** When it began, null when the broker does not tell. */
  readonly since: Date | null;
}

/** A rule of the broker's own rule engine. The platform makes none: its pipelines are in datapipe. */
export interface BrokerRuleView {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly sql: string;
}

/** How far the broker may be set up. */
export interface ProvisioningScope {
  /** Also let devices in: somebody listens to what they publish. */
  readonly lettingDevicesIn: boolean;
}

/** What was done. */
export interface Provisioning {
  /** Settings that were changed, in order; empty when all was as it should be. */
  readonly changed: readonly string[];
  /** What the broker has otherwise although it took the change, `setting: path` each. */
  readonly differing: readonly string[];
}

/** What was found. */
export interface BrokerCheck {
  /** What keeps the broker from letting the right devices in, and only these. */
  readonly faults: readonly string[];
  /** Through what the broker does not reach auth-hook now; its settings are right all the same. */
  readonly unreached: readonly string[];
}

/**
 * A broker as its management sees it. What devices send and hear goes over MQTT and does not pass here. Calls reject with a
 * `BrokerApiError` when the broker does not answer within seconds or refuses.
 */
export abstract class Broker {
  /** All clients, or those that connected with a user name; page by page, in no particular order. */
  abstract clients(username?: string): AsyncIterable<BrokerClientView>;

  /**
   * A page of clients in no particular order, and how many there are. Those that a condition leaves are counted as far as some
   * thousands.
   */
  abstract clientPage(query: BrokerClientQuery): Promise<BrokerClientPage>;

  /** Filters that a client is subscribed to, `$share/<group>/` left out; none of a client that is not there. */
  abstract filtersOf(clientId: string): Promise<string[]>;

  /** Ends the connection and the session of a client; one that is not there is as good as kicked. */
  abstract kick(clientId: string): Promise<void>;

  /** Makes the broker ask again what a client may do; one that is not there has nothing to forget. */
  abstract forgetDecisions(clientId: string): Promise<void>;

  /** Publishes, not retained; false when nobody has subscribed to the topic. */
  abstract publish(topic: string, payload: Uint8Array, qos: 0 | 1 | 2): Promise<boolean>;

  /** What the broker complains of now. */
  abstract alarms(): Promise<BrokerAlarm[]>;

  abstract rules(): Promise<BrokerRuleView[]>;

  /**
   * Brings the broker's settings into the wanted state: changes what differs, touches nothing else, and reads back.
   * Several bridges may do so at once.
   */
  abstract provision(scope: ProvisioningScope): Promise<Provisioning>;

  /** Looks without changing anything. */
  abstract check(scope: ProvisioningScope): Promise<BrokerCheck>;

  abstract close(): Promise<void>;
}

/** A list of EMQX, a page of it. */
export interface BrokerPage {
  readonly data: readonly { readonly [key: string]: Json }[];
  readonly meta?: { readonly hasnext?: boolean; readonly count?: number };
}
