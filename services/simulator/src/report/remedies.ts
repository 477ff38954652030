import type { Summary } from './summary';

/** What an error of the system or of the broker asks for. */
const REMEDIES: readonly { readonly of: RegExp; readonly remedy: string }[] = [
  {
    of: /^EADDRNOTAVAIL/,
    remedy:
      'EADDRNOTAVAIL: this address has no more local ports. Widen net.ipv4.ip_local_port_range (sysctl), or connect ' +
      'from several addresses with --source.',
  },
  {
    of: /^(EMFILE|ENFILE)/,
    remedy: 'EMFILE: a process may not open more files. Raise ulimit -n, or use more --processes.',
  },
  { of: /^ECONNREFUSED/, remedy: 'ECONNREFUSED: nobody listens there, or its backlog is full.' },
  {
    of: /^(ECONNRESET|closed by the broker)/,
    remedy:
      'Connections were ended by the broker: it has a limit of connections (PU_MQTT_MAX_CLIENTS, 10,000 unless set) ' +
      'and of new ones in a second (PU_MQTT_MAX_CLIENT_CONNECTION_RATE).',
  },
  {
    of: /^no (CONNACK|SUBACK) in time/,
    remedy:
      'Devices lost patience: the instance does not answer connects as fast as they come. Lower --ramp.',
  },
];

const REFUSALS: Readonly<Record<string, string>> = {
  3: 'Code 3: the broker could not find out whether to let devices in, or nobody listens to it yet.',
  5: 'Code 5: the instance does not know the Unit, or its owner is blocked.',
};

/** One line for each kind of trouble that somebody can do something about. */
export const remediesOf = ({ errors, connections }: Pick<Summary, 'errors' | 'connections'>): string[] => [
  ...REMEDIES.filter(({ of }) => Object.keys(errors).some((reason) => of.test(reason))).map(
    ({ remedy }) => remedy,
  ),
  ...Object.keys(connections.refused).flatMap((code) => REFUSALS[code] ?? []),
];
