import type { Settings } from '../../settings';
import type { Broker } from './broker';
import { BrokerApi, type BrokerCredentials } from './broker-api';
import { EmbeddedBroker } from './embedded-broker';
import { EmqxBroker } from './emqx-broker';

const credentialsOf = ({
  BROKER_API_URL,
  PU_MQTT_USERNAME,
  PU_MQTT_PASSWORD,
}: Settings): BrokerCredentials => {
  if (PU_MQTT_USERNAME !== undefined && PU_MQTT_PASSWORD !== undefined)
    return { kind: 'login', username: PU_MQTT_USERNAME, password: PU_MQTT_PASSWORD };
  const { username, password } = new URL(BROKER_API_URL);
  return { kind: 'key', key: decodeURIComponent(username), secret: decodeURIComponent(password) };
};

/** The client of the broker's management API, as the settings say who calls. */
export const makeBrokerApi = (settings: Settings): BrokerApi =>
  new BrokerApi(settings.BROKER_API_URL, credentialsOf(settings));

/** The broker that the settings name. */
export const makeBroker = (settings: Settings, api: BrokerApi): Broker => {
  if (settings.BROKER_KIND === 'embedded') return new EmbeddedBroker(api);
  return new EmqxBroker(api, {
    hookUrl: settings.BROKER_HOOK_URL.replace(/\/+$/, ''),
    listeners: settings.BROKER_LISTENERS,
    limits: {
      clients: settings.PU_MQTT_MAX_CLIENTS,
      connectionRate: settings.PU_MQTT_MAX_CLIENT_CONNECTION_RATE,
      messagesRate: settings.PU_MQTT_CLIENT_MAX_MESSAGES_RATE,
      bytesRate: settings.PU_MQTT_CLIENT_MAX_BYTES_RATE,
      packetKb: settings.PU_MQTT_MAX_PAYLOAD_SIZE,
      clientIdLength: settings.PU_MQTT_MAX_CLIENT_ID_LEN,
      qos: settings.PU_MQTT_MAX_QOS,
      topicLevels: settings.PU_MQTT_MAX_TOPIC_LEVELS,
      queuedMessages: settings.PU_MQTT_MAX_LEN_MESSAGE_QUEUE,
      topicAliases: settings.PU_MQTT_MAX_TOPIC_ALIAS,
    },
  });
};
