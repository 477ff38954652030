import type { DeviceAccess } from '@unitfleet/contracts';
import { admit } from '../domain/broker-answer';
import type { Codec } from './tiers/redis-tier';

/** What is known of a Unit at the broker. */
export interface KnownDevice {
  readonly creatorUuid: string;
  /** The broker's answer to its CONNECT, ready to be sent. */
  readonly admission: string;
}

export const knownDevice = ({ creatorUuid, rules }: DeviceAccess): KnownDevice => ({
  creatorUuid,
  admission: admit(rules),
});

const UUID_LENGTH = 36;

/** The key of the creator and the answer behind it: nothing has to be parsed to let somebody in. */
export const deviceCodec: Codec<KnownDevice> = {
  encode: ({ creatorUuid, admission }) => creatorUuid + admission,
  decode: (text) => ({ creatorUuid: text.slice(0, UUID_LENGTH), admission: text.slice(UUID_LENGTH) }),
};
