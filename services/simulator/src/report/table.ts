import { remediesOf } from './remedies';
import type { LatencySummary, Summary } from './summary';

const LABEL_WIDTH = 16;
const CELL_WIDTH = 11;

const row = (label: string, cells: readonly (string | number | null)[]): string =>
  `  ${label.padEnd(LABEL_WIDTH)}${cells.map((cell) => String(cell ?? '').padStart(CELL_WIDTH)).join('')}`.trimEnd();

/** Names of CONNACK codes (MQTT 3.1.1, 3.2.2.3). */
const CONNACK_CODES: Readonly<Record<string, string>> = {
  1: 'protocol version',
  2: 'client id',
  3: 'unavailable',
  4: 'user name or password',
  5: 'not authorised',
};

const LATENCY_LABELS = {
  connack: 'CONNACK',
  suback: 'SUBACK',
  lastSuback: 'last SUBACK',
  puback: 'PUBACK',
} as const;

const latencyRow = (label: string, { count, p50Ms, p99Ms, maxMs }: LatencySummary): string[] =>
  count > 0 ? [row(label, [p50Ms, p99Ms, maxMs, count])] : [];

/** The result for people. */
export const tableOf = (summary: Summary): string => {
  const { connections, subscriptions, latency, messages, received, commands, errors } = summary;
  const refused = Object.entries(connections.refused);
  const handled = Object.entries(commands).filter(([, outcomes]) => Object.keys(outcomes).length > 0);
  return [
    '',
    `${summary.units} devices, ${summary.seconds} s`,
    '',
    row('connections', ['attempted', 'accepted', 'lost', 'most', 'at the end']),
    row('', [
      connections.attempted,
      connections.accepted,
      connections.lost,
      connections.most,
      connections.atEnd,
    ]),
    ...refused.map(([code, count]) =>
      row('refused', [count, ` code ${code}: ${CONNACK_CODES[code] ?? 'unknown'}`]),
    ),
    row('subscriptions', [`${subscriptions.granted}`, `${subscriptions.refused} refused`]),
    '',
    row('milliseconds', ['p50', 'p99', 'longest', 'number']),
    ...Object.entries(LATENCY_LABELS).flatMap(([name, label]) =>
      latencyRow(label, latency[name as keyof typeof LATENCY_LABELS]),
    ),
    '',
    row('messages', ['sent', 'acked', 'unacked', 'skipped']),
    ...Object.entries(messages).map(([kind, { sent, acked, unacked, skipped }]) =>
      row(kind, [sent, acked, unacked, skipped]),
    ),
    row('received', [received.values, `${received.commands} commands`]),
    ...section(
      'commands',
      handled.map(([name, outcomes]) => row(name, [outcomesOf(outcomes)])),
    ),
    ...section(
      'errors',
      Object.entries(errors).map(([reason, count]) => `  ${count} x ${reason}`),
    ),
    ...remediesOf(summary).map((remedy) => `\n  ${remedy}`),
    '',
  ].join('\n');
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? ['', `  ${title}`, ...lines] : [];

const outcomesOf = (outcomes: Readonly<Record<string, number>>): string =>
  `  ${Object.entries(outcomes)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ')}`;
