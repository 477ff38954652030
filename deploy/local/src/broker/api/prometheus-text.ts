import type { BrokerCore } from '../core/core';

/** The broker's counters in Prometheus' text form, under EMQX's names (`emqx_delivery_dropped_queue_full`). */
export function prometheusText({ metrics, registry }: BrokerCore): string {
  let online = 0;
  let queued = 0;
  let underWay = 0;
  for (const session of registry.all()) {
    if (session.outlet) online++;
    queued += session.queued;
    underWay += session.underWay;
  }
  const lines = Object.entries(metrics.all()).map(([name, value]) => sample(name, 'counter', value));
  lines.push(sample('connections.count', 'gauge', online), sample('sessions.count', 'gauge', registry.size));
  lines.push(sample('mqueue.messages', 'gauge', queued), sample('inflight.messages', 'gauge', underWay));
  return lines.join('');
}

function sample(name: string, type: 'counter' | 'gauge', value: number): string {
  const id = `emqx_${name.replaceAll('.', '_')}`;
  return `# TYPE ${id} ${type}\n${id} ${value}\n`;
}
