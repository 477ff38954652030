import type { FleetStorm, StormResult } from './storm.bench';
import type { StormFigures } from './storm';

const cell = (value: string | number | null): string => String(value ?? '-').padStart(9);
const line = (name: string, cells: readonly (string | number | null)[]): string =>
  `  ${name.padEnd(34)} ${cells.map(cell).join(' ')}`;

const countOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const rowOf = (name: string, storm: StormFigures): string =>
  line(name, [
    storm.connack.p50Ms,
    storm.connack.p99Ms,
    storm.lastSuback.p50Ms,
    storm.lastSuback.p99Ms,
    storm.live,
    storm.seconds,
    storm.attempts,
    countOf(storm.refused),
    countOf(storm.errors),
  ]);

const detailOf = (name: string, storm: FleetStorm): string[] => [
  '',
  `  ${name}: calm ${storm.calmAfterS} s after the last device${storm.leftBehind > 0 ? `, ${storm.leftBehind} messages not worked off` : ''}`,
  `    CPU ms a device: ${Object.entries(storm.cpuMsPerDevice)
    .filter(([, ms]) => ms >= 0.01)
    .map(([process, ms]) => `${process} ${ms}`)
    .join(', ')}`,
  ...Object.entries(storm.refused).map(([code, count]) => `    ${count} refused with code ${code}`),
  ...Object.entries(storm.errors).map(([reason, count]) => `    ${count} x ${reason}`),
];

/** The figures as a table. */
export const showStorm = ({ first, again, limited, allowAll, mosquitto }: StormResult): string =>
  [
    '',
    `connect storm, ${first.devices} devices at once; five subscriptions and a state each`,
    line('', ['CONNACK', 'ms', 'SUBACK', 'ms', '', '', '', '', '']),
    line('', ['p50', 'p99', 'last p50', 'last p99', 'live', 'after s', 'attempts', 'refused', 'errors']),
    rowOf('fleet, first connects', first),
    rowOf('fleet, all come back', again),
    ...(limited ? [rowOf("fleet, broker's own limit", limited)] : []),
    rowOf('embedded broker, all allowed', allowAll),
    ...(mosquitto ? [rowOf('mosquitto, nobody asked', mosquitto)] : []),
    ...detailOf('fleet, first connects', first),
    ...detailOf('fleet, all come back', again),
    ...(limited ? detailOf("fleet, broker's own limit", limited) : []),
    '',
  ].join('\n');
